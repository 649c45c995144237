class A(Dapr.Actors.Runtime.ActorHost host) : Dapr.Actors.Runtime.Actor(host);

class A : Akka.Actor.UntypedActor { protected override void OnReceive(object m) { } }

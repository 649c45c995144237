class A { Task M(Google.Cloud.PubSub.V1.SubscriberClient c) => c.StopAsync(default); }

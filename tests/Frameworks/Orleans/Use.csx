class A : Orleans.Grain, Orleans.IGrainWithStringKey { }

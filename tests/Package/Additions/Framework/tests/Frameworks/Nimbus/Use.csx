class A { async Task M(Nimbus.ICloud c) => await c.RainAsync(await c.DrawAsync(c.Evaporates), default); }

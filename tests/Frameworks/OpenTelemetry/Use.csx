using OpenTelemetry.Trace;

class A { bool M(TracerProvider p) => p.ForceFlush(1000); }

// Names and signatures of Azure.Messaging.ServiceBus, after the public API listing of the SDK (net10.0 flavour).
// It stands in where the package cannot be restored; nothing here runs. `Body` needs System.Memory.Data.
#nullable disable
#pragma warning disable CS0067, CS1591, CA1816
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Azure.Messaging.ServiceBus
{
    public enum ServiceBusReceiveMode
    {
        PeekLock = 0,
        ReceiveAndDelete = 1,
    }

    public enum ServiceBusErrorSource
    {
        Complete = 0,
        Abandon = 1,
        ProcessMessageCallback = 2,
        Receive = 3,
        RenewLock = 4,
        AcceptSession = 5,
        CloseSession = 6,
    }

    public class ServiceBusClientOptions
    {
        public string Identifier { get => throw null; set => throw null; }
    }

    public class ServiceBusProcessorOptions
    {
        public bool AutoCompleteMessages { get => throw null; set => throw null; }
        public string Identifier { get => throw null; set => throw null; }
        public TimeSpan MaxAutoLockRenewalDuration { get => throw null; set => throw null; }
        public int MaxConcurrentCalls { get => throw null; set => throw null; }
        public int PrefetchCount { get => throw null; set => throw null; }
        public ServiceBusReceiveMode ReceiveMode { get => throw null; set => throw null; }
    }

    public class ServiceBusSessionProcessorOptions
    {
        public bool AutoCompleteMessages { get => throw null; set => throw null; }
        public TimeSpan MaxAutoLockRenewalDuration { get => throw null; set => throw null; }
        public int MaxConcurrentSessions { get => throw null; set => throw null; }
        public int PrefetchCount { get => throw null; set => throw null; }
        public ServiceBusReceiveMode ReceiveMode { get => throw null; set => throw null; }
    }

    public class ServiceBusReceiverOptions
    {
        public string Identifier { get => throw null; set => throw null; }
        public int PrefetchCount { get => throw null; set => throw null; }
        public ServiceBusReceiveMode ReceiveMode { get => throw null; set => throw null; }
    }

    public class ServiceBusSenderOptions
    {
        public string Identifier { get => throw null; set => throw null; }
    }

    public class ServiceBusMessage
    {
        public ServiceBusMessage() => throw null;
        public ServiceBusMessage(BinaryData body) => throw null;
        public ServiceBusMessage(ReadOnlyMemory<byte> body) => throw null;
        public ServiceBusMessage(string body) => throw null;
        public IDictionary<string, object> ApplicationProperties => throw null;
        public BinaryData Body { get => throw null; set => throw null; }
        public string ContentType { get => throw null; set => throw null; }
        public string CorrelationId { get => throw null; set => throw null; }
        public string MessageId { get => throw null; set => throw null; }
        public string SessionId { get => throw null; set => throw null; }
        public string Subject { get => throw null; set => throw null; }
    }

    public class ServiceBusReceivedMessage
    {
        internal ServiceBusReceivedMessage() => throw null;
        public IReadOnlyDictionary<string, object> ApplicationProperties => throw null;
        public BinaryData Body => throw null;
        public string ContentType => throw null;
        public string CorrelationId => throw null;
        public int DeliveryCount => throw null;
        public DateTimeOffset EnqueuedTime => throw null;
        public DateTimeOffset LockedUntil => throw null;
        public string LockToken => throw null;
        public string MessageId => throw null;
        public long SequenceNumber => throw null;
        public string SessionId => throw null;
        public string Subject => throw null;
    }

    public class ProcessMessageEventArgs : EventArgs
    {
        public ProcessMessageEventArgs(ServiceBusReceivedMessage message, ServiceBusReceiver receiver, CancellationToken cancellationToken) => throw null;
        public ProcessMessageEventArgs(ServiceBusReceivedMessage message, ServiceBusReceiver receiver, string identifier,
            CancellationToken cancellationToken) => throw null;
        public CancellationToken CancellationToken => throw null;
        public string EntityPath => throw null;
        public string FullyQualifiedNamespace => throw null;
        public string Identifier => throw null;
        public ServiceBusReceivedMessage Message => throw null;
        public virtual Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify, string deadLetterReason,
            string deadLetterErrorDescription = null, CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, string deadLetterReason, string deadLetterErrorDescription = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeferMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw null;
    }

    public class ProcessSessionMessageEventArgs : EventArgs
    {
        public ProcessSessionMessageEventArgs(ServiceBusReceivedMessage message, ServiceBusSessionReceiver receiver, CancellationToken cancellationToken) =>
            throw null;
        public ProcessSessionMessageEventArgs(ServiceBusReceivedMessage message, ServiceBusSessionReceiver receiver, string identifier,
            CancellationToken cancellationToken) => throw null;
        public CancellationToken CancellationToken => throw null;
        public string EntityPath => throw null;
        public string FullyQualifiedNamespace => throw null;
        public string Identifier => throw null;
        public ServiceBusReceivedMessage Message => throw null;
        public string SessionId => throw null;
        public virtual Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, string deadLetterReason, string deadLetterErrorDescription = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeferMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default) => throw null;
    }

    public sealed class ProcessErrorEventArgs : EventArgs
    {
        public ProcessErrorEventArgs(Exception exception, ServiceBusErrorSource errorSource, string fullyQualifiedNamespace, string entityPath,
            CancellationToken cancellationToken) => throw null;
        public ProcessErrorEventArgs(Exception exception, ServiceBusErrorSource errorSource, string fullyQualifiedNamespace, string entityPath,
            string identifier, CancellationToken cancellationToken) => throw null;
        public CancellationToken CancellationToken => throw null;
        public string EntityPath => throw null;
        public ServiceBusErrorSource ErrorSource => throw null;
        public Exception Exception => throw null;
        public string FullyQualifiedNamespace => throw null;
        public string Identifier => throw null;
    }

    public class ServiceBusProcessor : IAsyncDisposable
    {
        protected ServiceBusProcessor() => throw null;
        protected ServiceBusProcessor(ServiceBusClient client, string queueName, ServiceBusProcessorOptions options) => throw null;
        protected ServiceBusProcessor(ServiceBusClient client, string topicName, string subscriptionName, ServiceBusProcessorOptions options) => throw null;
        public virtual bool AutoCompleteMessages => throw null;
        public virtual string EntityPath => throw null;
        public virtual string Identifier => throw null;
        public virtual bool IsClosed => throw null;
        public virtual bool IsProcessing => throw null;
        public virtual TimeSpan MaxAutoLockRenewalDuration => throw null;
        public virtual int MaxConcurrentCalls => throw null;
        public virtual int PrefetchCount => throw null;
        public virtual ServiceBusReceiveMode ReceiveMode => throw null;
        public event Func<ProcessErrorEventArgs, Task> ProcessErrorAsync { add => throw null; remove => throw null; }
        public event Func<ProcessMessageEventArgs, Task> ProcessMessageAsync { add => throw null; remove => throw null; }
        public virtual Task CloseAsync(CancellationToken cancellationToken = default) => throw null;
        public ValueTask DisposeAsync() => throw null;
        protected internal virtual Task OnProcessErrorAsync(ProcessErrorEventArgs args) => throw null;
        protected internal virtual Task OnProcessMessageAsync(ProcessMessageEventArgs args) => throw null;
        public virtual Task StartProcessingAsync(CancellationToken cancellationToken = default) => throw null;
        public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => throw null;
    }

    public class ServiceBusSessionProcessor : IAsyncDisposable
    {
        protected ServiceBusSessionProcessor() => throw null;
        public virtual bool IsClosed => throw null;
        public virtual bool IsProcessing => throw null;
        public event Func<ProcessErrorEventArgs, Task> ProcessErrorAsync { add => throw null; remove => throw null; }
        public event Func<ProcessSessionMessageEventArgs, Task> ProcessMessageAsync { add => throw null; remove => throw null; }
        public virtual Task CloseAsync(CancellationToken cancellationToken = default) => throw null;
        public ValueTask DisposeAsync() => throw null;
        public virtual Task StartProcessingAsync(CancellationToken cancellationToken = default) => throw null;
        public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => throw null;
    }

    public class ServiceBusReceiver : IAsyncDisposable
    {
        protected ServiceBusReceiver() => throw null;
        protected ServiceBusReceiver(ServiceBusClient client, string queueName, ServiceBusReceiverOptions options) => throw null;
        public virtual string EntityPath => throw null;
        public virtual bool IsClosed => throw null;
        public virtual int PrefetchCount => throw null;
        public virtual ServiceBusReceiveMode ReceiveMode => throw null;
        public virtual Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task CloseAsync(CancellationToken cancellationToken = default) => throw null;
        public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify, string deadLetterReason,
            string deadLetterErrorDescription = null, CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, string deadLetterReason, string deadLetterErrorDescription = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual Task DeferMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual ValueTask DisposeAsync() => throw null;
        public virtual Task<ServiceBusReceivedMessage> ReceiveMessageAsync(TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default) =>
            throw null;
        public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(int maxMessages, TimeSpan? maxWaitTime = null,
            CancellationToken cancellationToken = default) => throw null;
        public virtual IAsyncEnumerable<ServiceBusReceivedMessage> ReceiveMessagesAsync(CancellationToken cancellationToken = default) => throw null;
        public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw null;
    }

    public class ServiceBusSessionReceiver : ServiceBusReceiver
    {
        protected ServiceBusSessionReceiver() => throw null;
        public virtual string SessionId => throw null;
        public virtual DateTimeOffset SessionLockedUntil => throw null;
        public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default) => throw null;
    }

    public class ServiceBusSender : IAsyncDisposable
    {
        protected ServiceBusSender() => throw null;
        public virtual string EntityPath => throw null;
        public virtual bool IsClosed => throw null;
        public virtual Task CloseAsync(CancellationToken cancellationToken = default) => throw null;
        public virtual ValueTask DisposeAsync() => throw null;
        public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) => throw null;
        public virtual Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default) => throw null;
    }

    public class ServiceBusClient : IAsyncDisposable
    {
        protected ServiceBusClient() => throw null;
        public ServiceBusClient(string connectionString) => throw null;
        public ServiceBusClient(string connectionString, ServiceBusClientOptions options) => throw null;
        public virtual string FullyQualifiedNamespace => throw null;
        public virtual bool IsClosed => throw null;
        public virtual ServiceBusProcessor CreateProcessor(string queueName) => throw null;
        public virtual ServiceBusProcessor CreateProcessor(string queueName, ServiceBusProcessorOptions options) => throw null;
        public virtual ServiceBusProcessor CreateProcessor(string topicName, string subscriptionName) => throw null;
        public virtual ServiceBusProcessor CreateProcessor(string topicName, string subscriptionName, ServiceBusProcessorOptions options) => throw null;
        public virtual ServiceBusReceiver CreateReceiver(string queueName) => throw null;
        public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) => throw null;
        public virtual ServiceBusSender CreateSender(string queueOrTopicName) => throw null;
        public virtual ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions options) => throw null;
        public virtual ServiceBusSessionProcessor CreateSessionProcessor(string queueName, ServiceBusSessionProcessorOptions options = null) => throw null;
        public virtual ServiceBusSessionProcessor CreateSessionProcessor(string topicName, string subscriptionName,
            ServiceBusSessionProcessorOptions options = null) => throw null;
        public virtual ValueTask DisposeAsync() => throw null;
    }
}

namespace Azure.Messaging.ServiceBus.Administration
{
    public class CreateQueueOptions
    {
        public CreateQueueOptions(string name) => throw null;
        public string Name { get => throw null; set => throw null; }
        public TimeSpan LockDuration { get => throw null; set => throw null; }
        public int MaxDeliveryCount { get => throw null; set => throw null; }
        public bool RequiresDuplicateDetection { get => throw null; set => throw null; }
    }
}

package io.atomicdatasets.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Distinguishes an interrupt (Ctrl-C) from the other signals that end the JVM, which a shutdown hook cannot. By reflection,
 * because {@code sun.misc.Signal} is not an official API.
 */
final class Interrupts {
    private Interrupts() {}

    /** Runs the action on an interrupt, before the JVM shuts down; never, if signals cannot be handled (-Xrs). */
    static void onInterrupt(Runnable note) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Method handle = handlers.getMethod("handle", signals);
            Object interrupt = signals.getConstructor(String.class).newInstance("INT");
            AtomicReference<Object> before = new AtomicReference<>();
            InvocationHandler noting = (proxy, method, arguments) -> {
                if (method.equals(handle)) {
                    note.run();
                    return handle.invoke(before.get(), arguments);
                }
                return switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> "interrupts";
                };
            };
            Object handler =
                    Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handlers}, noting);
            before.set(signals.getMethod("handle", signals, handlers).invoke(null, interrupt, handler));
        } catch (ReflectiveOperationException e) {
            // A JVM without this API: an interrupt is then like any other signal, and keeps what was made.
        }
    }
}

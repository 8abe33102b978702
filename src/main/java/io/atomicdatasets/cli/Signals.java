package io.atomicdatasets.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Signals as the terminal sends them. By reflection, because {@code sun.misc.Signal} is not an official API. */
final class Signals {
    private Signals() {}

    /**
     * Runs the action on an interrupt (Ctrl-C), before the JVM shuts down: a shutdown hook cannot tell it from other signals
     * that end the JVM. Never, if signals cannot be handled (-Xrs).
     */
    static void onInterrupt(Runnable action) {
        on("INT", action);
    }

    /** Runs the action when the window of the terminal has another size. */
    static void onResize(Runnable action) {
        on("WINCH", action);
    }

    /** Runs the action on a signal, and then what would have been done without it. */
    private static void on(String name, Runnable action) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Method handle = handlers.getMethod("handle", signals);
            Object nothing = handlers.getField("SIG_DFL").get(null);
            Object signal = signals.getConstructor(String.class).newInstance(name);
            AtomicReference<Object> before = new AtomicReference<>(nothing);
            InvocationHandler noting = (proxy, method, arguments) -> {
                if (method.equals(handle)) {
                    action.run();
                    return Objects.equals(before.get(), nothing) ? null : handle.invoke(before.get(), arguments);
                }
                return switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> name;
                };
            };
            Object handler = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlers}, noting);
            before.set(signals.getMethod("handle", signals, handlers).invoke(null, signal, handler));
        } catch (ReflectiveOperationException e) {
            // A JVM without this API, or a system without this signal.
        }
    }
}

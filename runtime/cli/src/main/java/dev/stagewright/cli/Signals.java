package dev.stagewright.cli;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Hears Ctrl-C and SIGTERM, which then do nothing else, until it is closed. Java has no public way
 * to hear signals; its {@code sun.misc.Signal} is reached by reflection, because javac warns of it.
 * Where it cannot be, signals do what they always do.
 */
final class Signals implements AutoCloseable {

  /** Is told of a signal, on a thread of its own. */
  interface Listener {
    /** Hears its name, without SIG, and what a process ends with that it ends. */
    void came(String name, int exitCode);
  }

  private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143);

  private final Listener listener;
  private final Map<Object, Object> handlersBefore = new LinkedHashMap<>();

  Signals(Listener listener) {
    this.listener = listener;
    EXIT_CODES.forEach(this::listen);
  }

  private void listen(String name, int code) {
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  listener.came(name, code);
                  return null;
                }
                return method.invoke(this, arguments);
              });
      Object signal =
          Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
      handlersBefore.put(signal, handle(signal, handler));
    } catch (ReflectiveOperationException e) {
      // Java's flag -Xrs leaves signals to the system, or there is no jdk.unsupported.
    }
  }

  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.SignalHandler");
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), type)
        .invoke(null, signal, handler);
  }

  @Override
  public void close() {
    handlersBefore.forEach(
        (signal, handler) -> {
          try {
            handle(signal, handler);
          } catch (ReflectiveOperationException e) {
            throw new CompletionException(e); // it could be set before
          }
        });
  }
}

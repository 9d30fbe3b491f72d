package dev.stagewright.cli;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Waits for Ctrl-C or SIGTERM; a second one ends the process at once. Java has no public way to
 * hear signals; its {@code sun.misc.Signal} is reached by reflection, because javac warns of it.
 * Where it cannot be, signals do what they always do.
 */
final class EndSignal implements AutoCloseable {

  private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143);

  private final Map<Object, Object> handlersBefore = new LinkedHashMap<>();
  private final CompletableFuture<String> came = new CompletableFuture<>();

  EndSignal() {
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
                  if (!came.complete(name)) {
                    Runtime.getRuntime().halt(code); // the second one does not wait
                  }
                  return null;
                }
                return method.invoke(came, arguments);
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

  /** The signal's name without SIG, once it has come. */
  String await() {
    return came.join();
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

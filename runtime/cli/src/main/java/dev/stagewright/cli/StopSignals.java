package dev.stagewright.cli;

import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingState;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a training run behind its next step on Ctrl-C or SIGTERM, and the process at once on the
 * second. Java has no public way to hear signals; its {@code sun.misc.Signal} is reached by
 * reflection, because javac warns of it. Where it cannot be, signals do what they always do.
 */
final class StopSignals implements SessionListener, AutoCloseable {

  private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143);

  private final PrintWriter err;
  private final Map<Object, Object> handlersBefore = new LinkedHashMap<>();
  private @Nullable TrainingState state;
  private volatile int exitCode;

  StopSignals(PrintWriter err) {
    this.err = err;
  }

  /** What the process is to end with: 0 if no signal came. */
  int exitCode() {
    return exitCode;
  }

  @Override
  public void watches(TrainingState state) {
    this.state = state;
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
                  came(code);
                  return null;
                }
                return method.invoke(this, arguments);
              });
      Object signal =
          Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
      handlersBefore.put(signal, handle(signal, handler));
    } catch (InvocationTargetException e) {
      // Java's flag -Xrs leaves signals to the system.
    } catch (ReflectiveOperationException e) {
      // A Java without jdk.unsupported.
    }
  }

  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.SignalHandler");
    Method handle = signal.getClass().getMethod("handle", signal.getClass(), type);
    return handle.invoke(null, signal, handler);
  }

  private void came(int code) {
    TrainingState running = state;
    if (exitCode != 0 || running == null) {
      Runtime.getRuntime().halt(code);
      return;
    }
    exitCode = code;
    running.stop();
    err.println(System.lineSeparator() + "stagewright: ends behind this step; Ctrl-C ends at once");
    err.flush();
  }

  @Override
  public void close() {
    handlersBefore.forEach(
        (signal, handler) -> {
          try {
            handle(signal, handler);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e); // it could be set before
          }
        });
  }
}

package dev.stagewright.serve;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which no whole request has arrived for a while, however slowly one does.
 */
final class HeaderDeadline implements Connection.Listener {

  private final Scheduler scheduler;
  private final Duration most;

  HeaderDeadline(Scheduler scheduler, Duration most) {
    this.scheduler = scheduler;
    this.most = most;
  }

  @Override
  public void onOpened(Connection connection) {
    scheduler.schedule(
        () -> {
          if (connection.getMessagesIn() == 0) {
            connection.getEndPoint().close();
          }
        },
        most.toMillis(),
        TimeUnit.MILLISECONDS);
  }
}

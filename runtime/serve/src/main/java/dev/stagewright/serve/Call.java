package dev.stagewright.serve;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;

/**
 * A request that has arrived as a whole.
 *
 * @param names what stands in the path for the route's names
 * @param query the parameters behind the question mark
 * @param headers all of them
 * @param body empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Call(Map<String, String> names, Fields query, HttpFields headers, byte[] body) {

  String name(String key) {
    return names.getOrDefault(key, "");
  }
}

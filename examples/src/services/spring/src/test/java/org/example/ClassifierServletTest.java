package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierServletTest {

  @TempDir Path folder;

  @Test
  void answersInAContainer() throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    var context = tomcat.addContext("", folder.toString());
    Wrapper servlet = Tomcat.addServlet(context, "classifier", new ClassifierServlet());
    servlet.addInitParameter("model", SmallModel.in(folder).toString());
    context.addServletMappingDecoded("/classify", "classifier");
    tomcat.start();
    try {
      String address =
          "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/classify";

      var answer = SmallModel.post(address, SmallModel.picture());

      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().matches("(cat|dog)\\R"), answer.body());
      assertEquals(400, SmallModel.post(address, new byte[] {1}).statusCode());
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }
}

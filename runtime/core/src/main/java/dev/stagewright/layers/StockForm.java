package dev.stagewright.layers;

import java.io.IOException;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.core.JsonGenerator;
import org.nd4j.shade.jackson.databind.JsonSerializer;
import org.nd4j.shade.jackson.databind.SerializerProvider;
import org.nd4j.shade.jackson.databind.jsontype.TypeSerializer;

/** Writes Deeplearning4j's nearest loss in the place of ours. */
final class StockForm extends JsonSerializer<LogitLoss> {

  @Override
  public void serialize(LogitLoss loss, JsonGenerator out, SerializerProvider serializers)
      throws IOException {
    ILossFunction stock = loss.stock();
    serializers.findValueSerializer(stock.getClass()).serialize(stock, out, serializers);
  }

  @Override
  public void serializeWithType(
      LogitLoss loss, JsonGenerator out, SerializerProvider serializers, TypeSerializer types)
      throws IOException {
    ILossFunction stock = loss.stock();
    serializers
        .findValueSerializer(stock.getClass())
        .serializeWithType(stock, out, serializers, types);
  }
}

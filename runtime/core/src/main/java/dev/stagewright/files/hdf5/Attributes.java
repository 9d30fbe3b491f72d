package dev.stagewright.files.hdf5;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagewright.files.hdf5.Header.Kind;
import io.jhdf.FractalHeap;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.StringData.PaddingType;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of an object, of which texts are read. */
final class Attributes {

  private static final long UNDEFINED = -1;

  private final Map<String, ByteBuffer> messages = new LinkedHashMap<>();
  private final BoundedStorage storage;

  private Attributes(BoundedStorage storage) {
    this.storage = storage;
  }

  /** The attributes in an object's header, and those kept apart where there are many. */
  static Attributes of(Header header, BoundedStorage storage) {
    Attributes attributes = new Attributes(storage);
    for (ByteBuffer info : header.all(Kind.ATTRIBUTE_INFO)) {
      // Version, flags, and the largest creation order if bit 0 is set.
      int addresses = (info.get(1) & 1) != 0 ? 4 : 2;
      if (info.getLong(addresses) != UNDEFINED) {
        attributes.addHeap(info.getLong(addresses), info.getLong(addresses + 8));
      }
    }
    header.all(Kind.ATTRIBUTE).forEach(attributes::add);
    return attributes;
  }

  private void addHeap(long heapAddress, long index) {
    FractalHeap heap = new FractalHeap(storage, heapAddress);
    BTreeV2<AttributeNameForIndexedAttributesRecord> tree = new BTreeV2<>(storage, index);
    for (AttributeNameForIndexedAttributesRecord record : tree.getRecords()) {
      ByteBuffer message = heap.getId(record.getHeapId());
      storage.charge(message.remaining());
      add(message);
    }
  }

  /** Takes only the name; attributes of types that nobody asks for need not be known. */
  private void add(ByteBuffer message) {
    int version = message.get(0);
    int length = message.getShort(2) & 0xffff;
    ByteBuffer name = message.slice(version == 3 ? 9 : 8, length);
    messages.put(text(name), message);
  }

  private static String text(ByteBuffer bytes) {
    String text = UTF_8.decode(bytes).toString();
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  Set<String> names() {
    return messages.keySet();
  }

  @Nullable String text(String owner, String name) throws Hdf5Exception {
    List<String> texts = texts(owner, name);
    if (texts != null && texts.size() != 1) {
      throw Hdf5Exception.damaged(
          String.format(
              Locale.ROOT,
              "the attribute %s of %s holds %d texts instead of one",
              name,
              owner,
              texts.size()));
    }
    return texts == null ? null : texts.get(0);
  }

  @Nullable List<String> texts(String owner, String name) throws Hdf5Exception {
    ByteBuffer bytes = messages.get(name);
    if (bytes == null) {
      return null;
    }
    String what = "the attribute %s of %s".formatted(name, owner);
    AttributeMessage message =
        Hdf5File.parsed(
            what,
            () ->
                new AttributeMessage(
                    bytes.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN),
                    storage,
                    Header.noFlags()));
    ByteBuffer values = message.getDataBuffer();
    if (values == null) {
      return List.of();
    }
    DataType type = message.getDataType();
    if (type instanceof StringData fixed) {
      return Hdf5File.parsed(what, () -> fixed(values, fixed));
    }
    if (type instanceof VariableLength variable && variable.isVariableLengthString()) {
      return Hdf5File.parsed(what, () -> variable(values.order(ByteOrder.LITTLE_ENDIAN)));
    }
    throw Hdf5Exception.damaged(what + " holds something other than text");
  }

  private List<String> fixed(ByteBuffer values, StringData type) {
    List<String> texts = new ArrayList<>();
    while (values.hasRemaining()) {
      storage.charge(type.getSize());
      byte[] bytes = new byte[type.getSize()];
      values.get(bytes);
      String text = text(ByteBuffer.wrap(bytes));
      texts.add(type.getPaddingType() == PaddingType.SPACE_PADDED ? text.stripTrailing() : text);
    }
    return texts;
  }

  /** Each value is a length, the address of a collection of texts, and an index in it. */
  private List<String> variable(ByteBuffer values) {
    List<String> texts = new ArrayList<>();
    while (values.hasRemaining()) {
      int length = values.getInt();
      long address = values.getLong();
      int index = values.getInt();
      if (length == 0) {
        texts.add("");
        continue;
      }
      ByteBuffer text = storage.heap(address).getObjectData(index);
      if (length < 0 || length > text.remaining()) {
        throw new HdfException(
            String.format(
                Locale.ROOT,
                "a text of %d bytes is declared; %d are there",
                length & 0xffffffffL,
                text.remaining()));
      }
      storage.charge(length);
      texts.add(text(text.slice(0, length)));
    }
    return texts;
  }
}

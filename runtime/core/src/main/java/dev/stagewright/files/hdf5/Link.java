package dev.stagewright.files.hdf5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagewright.files.hdf5.Header.Kind;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.LinkMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a name in a group stands for: an object of the file, or (as a soft or external link) the
 * name of another place.
 *
 * @param address of the object
 * @param target the other place, or null for an object
 */
record Link(long address, @Nullable String target) {

  private static final int LONGEST_NAME = 1 << 12;
  private static final int SOFT_LINK = 2;
  private static final long UNDEFINED = -1;

  /** The links of a group by name, in any of the three forms that the format has. */
  static Map<String, Link> of(Header header, BoundedStorage storage) {
    Map<String, Link> links = new LinkedHashMap<>();
    if (header.has(Kind.LINK_TABLE)) {
      addTable(links, header.only(Kind.LINK_TABLE), storage);
      return links;
    }
    ByteBuffer info = header.only(Kind.LINK_INFO);
    // Version, flags, and the largest creation order if bit 0 is set.
    int addresses = (info.get(1) & 1) != 0 ? 10 : 2;
    long heap = info.getLong(addresses);
    if (heap == UNDEFINED) {
      header
          .all(Kind.LINK)
          .forEach(message -> add(links, LinkMessage.fromBuffer(message, storage.getSuperblock())));
    } else {
      addHeap(links, heap, info.getLong(addresses + 8), storage);
    }
    return links;
  }

  private static void addTable(Map<String, Link> links, ByteBuffer table, BoundedStorage storage) {
    List<Long> nodes = BTreeV1.createGroupBTree(storage, table.getLong(0)).getChildAddresses();
    ByteBuffer names = names(table.getLong(8), storage);
    for (long node : nodes) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
        String target =
            entry.getCacheType() == SOFT_LINK
                ? name(names, entry.getLinkValueOffset(), storage)
                : null;
        add(
            links,
            name(names, entry.getLinkNameOffset(), storage),
            new Link(entry.getObjectHeaderAddress(), target));
      }
    }
  }

  /** The bytes of a local heap (III.D); jHDF's is not compared with the size that it declares. */
  private static ByteBuffer names(long address, BoundedStorage storage) {
    ByteBuffer heap = storage.readBufferFromAddress(address, 32);
    if (!ISO_8859_1.decode(heap.slice(0, 4)).toString().equals("HEAP")) {
      throw new HdfException("there is no heap of names at byte " + address);
    }
    long size = heap.getLong(8);
    storage.checkRange(heap.getLong(24), size);
    return storage.readBufferFromAddress(heap.getLong(24), Math.toIntExact(size));
  }

  private static void addHeap(
      Map<String, Link> links, long heapAddress, long index, BoundedStorage storage) {
    FractalHeap heap = new FractalHeap(storage, heapAddress);
    BTreeV2<LinkNameForIndexedGroupRecord> tree = new BTreeV2<>(storage, index);
    for (LinkNameForIndexedGroupRecord record : tree.getRecords()) {
      ByteBuffer message = heap.getId(record.getId());
      storage.charge(message.remaining());
      add(links, LinkMessage.fromBuffer(message, storage.getSuperblock()));
    }
  }

  private static void add(Map<String, Link> links, LinkMessage message) {
    Link link =
        switch (message.getLinkType()) {
          case HARD -> new Link(message.getHardLinkAddress(), null);
          case SOFT -> new Link(UNDEFINED, message.getSoftLink());
          case EXTERNAL ->
              new Link(
                  UNDEFINED,
                  "%s in %s".formatted(message.getExternalPath(), message.getExternalFile()));
        };
    add(links, message.getLinkName(), link);
  }

  private static void add(Map<String, Link> links, String name, Link link) {
    if (links.put(name, link) != null) {
      throw new HdfException("it has two links named " + name);
    }
  }

  /** A name in a heap of names, each ended by a zero. */
  private static String name(ByteBuffer names, int offset, BoundedStorage storage) {
    int end = offset;
    while (names.get(end) != 0) {
      end++;
      if (end - offset > LONGEST_NAME) {
        throw new HdfException(
            String.format(Locale.ROOT, "it has a name of more than %d bytes", LONGEST_NAME));
      }
    }
    storage.charge(end - offset);
    return UTF_8.decode(names.slice(offset, end - offset)).toString();
  }
}

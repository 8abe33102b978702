package io.atomicdatasets.npy;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the members of an .npz file stand: one behind the other, then the central directory. All of it follows from their
 * lengths.
 *
 * @param entries the members, in their order
 */
record NpzLayout(List<ZipEntryRecord> entries) {
    static NpzLayout of(List<NpzMember> members, List<NpzMember.Written> written) {
        List<ZipEntryRecord> entries = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < members.size(); i++) {
            ZipEntryRecord entry = members.get(i).entry(written.get(i), offset);
            entries.add(entry);
            offset += entry.localLength() + entry.compressedLength();
        }
        return new NpzLayout(List.copyOf(entries));
    }

    long centralOffset() {
        ZipEntryRecord last = entries.get(entries.size() - 1);
        return last.offset() + last.localLength() + last.compressedLength();
    }

    long centralLength() {
        return entries.stream().mapToLong(ZipEntryRecord::centralLength).sum();
    }

    ZipEndRecords end() {
        return new ZipEndRecords(entries.size(), centralOffset(), centralLength());
    }

    long sizeInBytes() {
        return centralOffset() + centralLength() + ZipEndRecords.LENGTH;
    }
}

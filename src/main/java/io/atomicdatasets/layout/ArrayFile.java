package io.atomicdatasets.layout;

import io.atomicdatasets.spec.Split;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of arrays: all images of a split, or those that the candidates of one shard give to it.
 *
 * @param split whose images it holds
 * @param shard the number of its shard, 0, 1, 2, ...; nothing where the split has one file
 */
public record ArrayFile(Split split, OptionalLong shard) {
    /** Digits are added where five do not do; a name never tells how many shards there are. */
    private static final Pattern NAME = Pattern.compile("([a-z]+)(?:-([0-9]{5,18}))?\\.npz");

    public ArrayFile {
        if (shard.isPresent() && shard.getAsLong() < 0) {
            throw new IllegalArgumentException("shards are counted from 0, not from " + shard.getAsLong());
        }
    }

    /** The one file of a split. */
    public static ArrayFile of(Split split) {
        return new ArrayFile(split, OptionalLong.empty());
    }

    /** One of the files of a split. */
    public static ArrayFile ofShard(Split split, long shard) {
        return new ArrayFile(split, OptionalLong.of(shard));
    }

    /** The file of this name, if an array file can have it. */
    public static Optional<ArrayFile> named(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (Split split : Split.values()) {
            if (split.label().equals(matcher.group(1))) {
                ArrayFile file =
                        matcher.group(2) == null ? of(split) : ofShard(split, Long.parseLong(matcher.group(2)));
                return file.name().equals(name) ? Optional.of(file) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Such as {@code train} or {@code train-00007}. */
    public String label() {
        return label("");
    }

    /** The same with something behind the split, such as {@code train-objects-00007}. */
    String label(String infix) {
        return split.label() + infix + (shard.isPresent() ? "-%05d".formatted(shard.getAsLong()) : "");
    }

    /** Such as {@code train.npz} or {@code train-00007.npz}. */
    public String name() {
        return label() + ".npz";
    }
}

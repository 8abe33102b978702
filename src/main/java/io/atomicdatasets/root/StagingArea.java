package io.atomicdatasets.root;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The directory {@code .staging} of a root: datasets being made, {@code <id>.<attempt>/}, and being deleted,
 * {@code <id>.deleted/}.
 */
final class StagingArea {
    private static final int ATTEMPTS = 100;
    private static final String DELETED = ".deleted";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern DIRECTORY = Pattern.compile("(" + ID + ")\\.([0-9]{1,9}|deleted)");
    /** Holds the bytes that the attempt will take in all, so that others do not count them as free. */
    private static final String NEEDED = "needed";

    private final DatasetsRoot root;
    private final Path path;

    StagingArea(DatasetsRoot root, Path path) {
        this.root = root;
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Makes the area; whoever finds it empty may take it away at any moment, between two calls of Java's own too. */
    void make() throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                Files.createDirectories(path);
                return;
            } catch (FileAlreadyExistsException e) {
                // It was there, and was gone when Java looked whether it is a directory; or a file is in the way.
                boolean isInTheWay = Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path);
                if (tries == ATTEMPTS || isInTheWay) {
                    throw e;
                }
            }
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** One directory in the area. */
    private record Entry(Path path, UUID id, String kind) {
        boolean isDeleted() {
            return kind.equals("deleted");
        }

        int attempt() {
            return Integer.parseInt(kind);
        }
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String name : names()) {
            Matcher matcher = DIRECTORY.matcher(name);
            Path directory = path.resolve(name);
            if (matcher.matches() && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                entries.add(new Entry(directory, UUID.fromString(matcher.group(1)), matcher.group(3)));
            }
        }
        return entries;
    }

    /** Bytes that these datasets have written here. */
    long bytesOf(Set<UUID> ids) throws IOException {
        long bytes = 0;
        for (Entry entry : entries()) {
            if (ids.contains(entry.id())) {
                bytes += Durable.bytesIn(entry.path());
            }
        }
        return bytes;
    }

    /** Bytes that the owners of all other directories announced and have not yet written. */
    long outstandingBytes(Set<UUID> except) throws IOException {
        long bytes = 0;
        for (Entry entry : entries()) {
            if (!entry.isDeleted() && !except.contains(entry.id())) {
                bytes += Math.max(0, neededIn(entry.path()) - Durable.bytesIn(entry.path()));
            }
        }
        return bytes;
    }

    private static long neededIn(Path directory) throws IOException {
        try {
            String text = Files.readString(directory.resolve(NEEDED), US_ASCII);
            return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** The staging directories of a dataset, latest attempt first. */
    private List<Path> attempts(UUID id) throws IOException {
        return entries().stream()
                .filter(entry -> entry.id().equals(id) && !entry.isDeleted())
                .sorted(Comparator.comparing(Entry::attempt).reversed())
                .map(Entry::path)
                .toList();
    }

    StagingDirectory stage(UUID id, int attempt, long neededBytes, Progress progress)
            throws IOException, StoppedException {
        Optional<Path> earlier =
                attempts(id).stream().filter(CheckpointFiles::standIn).findFirst();
        StagingDirectory staged = earlier.isPresent()
                ? StagingDirectory.resume(root, earlier.get(), id, attempt, progress)
                : create(id, attempt);
        return claiming(staged, attempt, neededBytes);
    }

    StagingDirectory stageAnew(UUID id, int attempt, long neededBytes) throws IOException {
        return claiming(create(id, attempt), attempt, neededBytes);
    }

    private StagingDirectory claiming(StagingDirectory staged, int attempt, long neededBytes) throws IOException {
        try {
            Files.writeString(staged.path().resolve(NEEDED), Long.toString(neededBytes), US_ASCII);
            discard(staged.id(), attempt - 1);
            return staged;
        } catch (IOException | RuntimeException e) {
            staged.close();
            throw e;
        }
    }

    private StagingDirectory create(UUID id, int attempt) throws IOException {
        for (int tries = 0; tries < ATTEMPTS; tries++) {
            make();
            try {
                return StagingDirectory.create(root, id, attempt);
            } catch (NoSuchFileException e) {
                // Another process deleted the empty .staging between two calls.
            } catch (FileAlreadyExistsException e) {
                StagingDirectory.sweep(path.resolve(id + "." + attempt));
            }
        }
        throw new IOException("could not create a directory in " + path);
    }

    /**
     * Deletes the directories of dead attempts at a dataset, up to this attempt, and takes from those that may be alive what they
     * could publish; what a later one left is its own.
     */
    void discard(UUID id, int attempt) throws IOException {
        for (Entry entry : entries()) {
            boolean isDue = entry.id().equals(id) && !entry.isDeleted() && entry.attempt() <= attempt;
            if (isDue && !StagingDirectory.sweep(entry.path())) {
                StagingDirectory.supersede(entry.path());
            }
        }
        tidy();
    }

    /**
     * A text that changes whenever an attempt at a dataset takes a checkpoint: a digest of the checkpoint files. Empty if there
     * are none.
     */
    String mark(UUID id) throws IOException {
        CRC32 digest = new CRC32();
        boolean any = false;
        for (Path attempt : attempts(id)) {
            List<String> names = new ArrayList<>(names(attempt));
            names.sort(Comparator.naturalOrder());
            for (String name : names) {
                Path file = attempt.resolve(name);
                if (name.endsWith(".json") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    any = true;
                    digest.update(name.getBytes(US_ASCII));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        return any ? Long.toHexString(digest.getValue()) : "";
    }

    /**
     * Deletes directories that nobody locks and nobody will resume; returns the ids of the others. Of a dataset that will be
     * resumed the latest stays too, whose owner may be alive on a host whose locks are not seen here.
     *
     * @param resumed queried after the directories were listed: an attempt is known before it has a directory
     */
    Set<UUID> sweep(Supplier<Set<UUID>> resumed) throws IOException {
        List<Entry> entries = entries().stream()
                .filter(entry ->
                        !entry.isDeleted()) // the record of a deletion that must be completed in the store first
                .toList();
        Map<UUID, Integer> latest = new HashMap<>();
        entries.forEach(entry -> latest.merge(entry.id(), entry.attempt(), Math::max));
        Set<UUID> resumable = resumed.get();
        Set<UUID> alive = new HashSet<>();
        for (Entry entry : entries) {
            boolean isResumed = resumable.contains(entry.id())
                    && (CheckpointFiles.standIn(entry.path())
                            || Integer.valueOf(entry.attempt()).equals(latest.get(entry.id())));
            if (isResumed || !StagingDirectory.sweep(entry.path())) {
                alive.add(entry.id());
            }
        }
        return alive;
    }

    /** Hides a directory that is to be deleted, by one rename. */
    void condemn(Path directory, UUID id) throws IOException {
        for (int tries = 0; tries < ATTEMPTS; tries++) {
            make();
            try {
                Files.move(directory, condemnedPath(id));
                return;
            } catch (FileAlreadyExistsException e) {
                empty(id); // Left by an interrupted deletion.
                Files.deleteIfExists(condemnedPath(id));
            } catch (NoSuchFileException e) {
                if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                    return; // Somebody else is deleting it.
                }
                // Another thread or process deleted the empty .staging between the two calls.
            }
        }
        throw new IOException("could not move anything to " + path);
    }

    private Path condemnedPath(UUID id) {
        return path.resolve(id + DELETED);
    }

    /** Datasets that were condemned and are not deleted yet. */
    Set<UUID> condemned() throws IOException {
        Set<UUID> ids = new HashSet<>();
        entries().stream().filter(Entry::isDeleted).forEach(entry -> ids.add(entry.id()));
        return ids;
    }

    /** Empties a condemned directory; the directory itself stays, as the record that a deletion is under way. */
    void empty(UUID id) throws IOException {
        for (String name : names(condemnedPath(id))) {
            Durable.deleteTree(condemnedPath(id).resolve(name));
        }
    }

    void delete(UUID id) throws IOException {
        Durable.deleteTree(condemnedPath(id));
        tidy();
    }

    /** Deletes {@code .staging} if it is empty. */
    void tidy() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Not empty.
        }
    }

    List<String> names() throws IOException {
        return names(path);
    }

    /** The names of the entries of a directory; empty if there is no such directory. */
    static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                names.add(child.getFileName().toString());
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        return names;
    }
}

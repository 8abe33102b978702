package io.atomicdatasets.root;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reserves names of datasets: by exclusively creating {@code .staging/<name>.name}, which holds the dataset's id. */
public final class Names {
    private static final String SUFFIX = ".name";
    private static final int ATTEMPTS = 100;
    private static final int UUID_LENGTH = 36;
    private static final int HIGHEST_VERSION = 999_999_999;

    private final Path root;
    private final StagingArea area;

    Names(Path root, StagingArea area) {
        this.root = root;
        this.area = area;
    }

    Path directoryOf(DatasetName name) {
        return root.resolve(name.value());
    }

    /** Reserves a name; idempotent for the same dataset. */
    Reservation reserve(DatasetName name, UUID id) throws IOException, NameTakenException {
        Reservation reservation = reservation(name, id);
        boolean ours = !create(name, reservation.file(), id);
        if (exists(name)) {
            if (!ours) {
                reservation.release();
            }
            throw new NameTakenException(name, "already exists");
        }
        return reservation;
    }

    /** Reserves the version after the highest of a day, or the lowest free one if the highest possible is taken. */
    Reservation reserveNext(LocalDate day, UUID id, Collection<String> used) throws IOException {
        Set<Integer> taken = versions(day, used);
        while (true) {
            int version = next(taken);
            try {
                return reserve(DatasetName.of(day, version), id);
            } catch (NameTakenException e) {
                taken.addAll(versions(day, used));
                taken.add(version);
            }
        }
    }

    Reservation reservation(DatasetName name, UUID id) {
        return new Reservation(this, name, area.path().resolve(name.key() + SUFFIX), id);
    }

    static boolean isMade(Reservation reservation, UUID id) throws IOException {
        return idIn(reservation.file()).equals(id.toString());
    }

    void release(Reservation reservation, UUID id) throws IOException {
        if (isMade(reservation, id)) {
            Files.deleteIfExists(reservation.file());
        }
        area.tidy();
    }

    /** The files of all reservations. */
    List<Path> reservations() throws IOException {
        return area.names().stream()
                .filter(name -> name.endsWith(SUFFIX))
                .map(area.path()::resolve)
                .toList();
    }

    /** Deletes those of these reservations that are older than {@code grace} and whose datasets are not alive. */
    void sweep(List<Path> reservations, Set<String> alive, Duration grace) throws IOException {
        VolumeClock.tidy(area.path());
        List<Path> unowned = new ArrayList<>();
        for (Path reservation : reservations) {
            if (isOfNone(reservation, alive)) {
                unowned.add(reservation);
            }
        }
        if (unowned.isEmpty()) {
            return;
        }
        Instant latest = VolumeClock.nowIn(area.path()).minus(grace);
        for (Path reservation : unowned) {
            try {
                if (!Files.getLastModifiedTime(reservation).toInstant().isAfter(latest)) {
                    Files.deleteIfExists(reservation);
                }
            } catch (NoSuchFileException e) {
                // It was released, or somebody else sweeps too.
            }
        }
    }

    private static boolean isOfNone(Path reservation, Set<String> alive) throws IOException {
        try {
            if (!Files.isRegularFile(reservation, LinkOption.NOFOLLOW_LINKS) || Files.size(reservation) > UUID_LENGTH) {
                return false;
            }
        } catch (NoSuchFileException e) {
            return false;
        }
        String id = idIn(reservation)
                .replace("\0", ""); // A power loss can leave a file with its length but without its bytes.
        return (id.isEmpty() || StagingArea.isId(id)) && !alive.contains(id);
    }

    private static String idIn(Path reservation) throws IOException {
        try {
            return Files.readString(reservation);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Returns false if the name is already reserved for this dataset. */
    private boolean create(DatasetName name, Path file, UUID id) throws IOException, NameTakenException {
        for (int tries = 0; tries < ATTEMPTS; tries++) {
            area.make();
            try {
                Durable.write(file, id.toString().getBytes(UTF_8));
                Durable.forceNames(area.path());
                Durable.forceNames(root);
                return true;
            } catch (FileAlreadyExistsException e) {
                if (Files.isRegularFile(file) && idIn(file).equals(id.toString())) {
                    return false;
                }
                throw NameTakenException.reserved(name);
            } catch (NoSuchFileException e) {
                // Another process deleted the empty .staging between the two calls.
            } catch (IOException e) {
                Files.deleteIfExists(file); // A partial reservation would block the name.
                throw e;
            }
        }
        throw new IOException("could not create a file in " + area.path());
    }

    private boolean exists(DatasetName name) throws IOException {
        return StagingArea.names(root).stream()
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(name.key()));
    }

    private static int next(Set<Integer> taken) {
        int highest = taken.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (highest < HIGHEST_VERSION) {
            return highest + 1;
        }
        int lowest = 1;
        while (taken.contains(lowest)) {
            lowest++;
        }
        return lowest;
    }

    private Set<Integer> versions(LocalDate day, Collection<String> used) throws IOException {
        Pattern version = Pattern.compile(Pattern.quote(day.toString()) + "-v([1-9][0-9]{0,8})(\\.name)?");
        List<String> names = new ArrayList<>(StagingArea.names(root));
        names.addAll(area.names());
        names.addAll(used);
        Set<Integer> versions = new HashSet<>();
        for (String name : names) {
            Matcher matcher = version.matcher(name.toLowerCase(Locale.ROOT));
            if (matcher.matches()) {
                versions.add(Integer.valueOf(matcher.group(1)));
            }
        }
        return versions;
    }
}

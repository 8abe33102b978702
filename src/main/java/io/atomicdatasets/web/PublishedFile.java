package io.atomicdatasets.web;

import io.atomicdatasets.describe.FileInfo;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One file of a finished dataset.
 *
 * @param file as the dataset's description tells it
 * @param path where it stands
 */
record PublishedFile(FileInfo file, Path path) implements Download.Content {
    // Tomcat sends the file itself, from the page cache to the socket.
    private static final String SENDFILE = "org.apache.tomcat.sendfile.";

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long bytes() {
        return file.bytes();
    }

    @Override
    public String tag() {
        return file.sha256();
    }

    @Override
    public Optional<String> sha256() {
        return Optional.of(file.sha256());
    }

    /** A link is no file of the dataset. */
    @Override
    public boolean stands() throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) == file.bytes();
    }

    @Override
    public void send(ByteRange part, HttpServletRequest request) throws IOException {
        if (part.length() > 0 && Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))) {
            request.setAttribute(SENDFILE + "filename", path.toRealPath().toString());
            request.setAttribute(SENDFILE + "start", part.first());
            request.setAttribute(SENDFILE + "end", part.last() + 1);
            return;
        }
        FileChannel source = FileChannel.open(path, StandardOpenOption.READ).position(part.first());
        new AnswerWriter(request.startAsync(), Channels.newInputStream(source), part.length(), () -> close(source))
                .open();
    }

    private static void close(FileChannel source) {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

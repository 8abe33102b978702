package io.atomicdatasets.web;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.layout.FileNames;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All files of a finished dataset as one tar archive, which is nowhere but on its way. */
final class PublishedArchive implements Download.Content {
    private final String directory;
    private final String tag;
    private final List<PublishedFile> files;
    private final TarLayout layout;

    /**
     * An archive.
     *
     * @param directory the name of the directory that it unpacks to
     */
    PublishedArchive(String directory, DatasetFolder folder, Description dataset) {
        this.directory = directory;
        // The metadata has the digest of every other file in it.
        tag = dataset.file(FileNames.METADATA).orElseThrow().sha256() + "." + directory;
        files = dataset.files().stream()
                .map(file -> new PublishedFile(file, folder.file(file.name())))
                .toList();
        layout = new TarLayout(directory, dataset.made(), files);
    }

    @Override
    public String name() {
        return directory + ".tar";
    }

    @Override
    public long bytes() {
        return layout.bytes();
    }

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public Optional<String> sha256() {
        return Optional.empty();
    }

    @Override
    public boolean stands() throws IOException {
        for (PublishedFile file : files) {
            if (!file.stands()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void send(ByteRange part, HttpServletRequest request) throws IOException {
        TarStream source = new TarStream(layout, part.first());
        new AnswerWriter(request.startAsync(), source, part.length(), source::close).open();
    }
}

package io.atomicdatasets.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the loader, to be put beside the code that uses it. */
@Command(
        name = "loader",
        description = "Prints atomic_datasets.py, which loads datasets in Python.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class LoaderCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        System.out.write(PythonLoader.content());
        if (System.out.checkError()) {
            throw new IOException("standard output cannot be written to");
        }
        return Terminal.OK;
    }
}

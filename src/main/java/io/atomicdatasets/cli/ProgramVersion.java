package io.atomicdatasets.cli;

import io.atomicdatasets.describe.Program;
import picocli.CommandLine.IVersionProvider;

/** The program's name and version, for {@code --version}. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {Program.NAME + " " + Program.VERSION};
    }
}

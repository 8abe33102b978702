package io.atomicdatasets.simulation;

/** The process of whoever gets this is dead: nothing that it does from now on has any effect. */
final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
        super("killed", null, false, false);
    }
}

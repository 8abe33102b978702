package io.atomicdatasets.check;

/**
 * Whether one rule holds.
 *
 * @param check the rule's name, such as {@code split_of_form}
 * @param passed whether nothing was found that breaks it
 * @param detail what was promised, and the first place where it is broken
 */
public record CheckResult(String check, boolean passed, String detail) {}

package io.atomicdatasets.web;

/**
 * The body of {@code POST /datasets}, for annotations to refer to. {@link RequestSchema} describes it, and {@code spec}
 * reads and checks the real one.
 *
 * @param numImages the field without which there is no request
 */
record DatasetRequest(long numImages) {}

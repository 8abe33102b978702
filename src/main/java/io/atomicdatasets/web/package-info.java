/**
 * The HTTP contract. Empty until the service is built.
 */
@NullMarked
package io.atomicdatasets.web;

import org.jspecify.annotations.NullMarked;

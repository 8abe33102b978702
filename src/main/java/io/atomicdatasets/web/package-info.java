/**
 * The HTTP contract: requests and their fields come in, jobs are asked for and looked at, JSON, files and problems go
 * out.
 */
@NullMarked
package io.atomicdatasets.web;

import org.jspecify.annotations.NullMarked;

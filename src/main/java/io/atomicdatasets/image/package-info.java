/**
 * One image as a pure function: a recipe, a seed and a candidate number come in, cells, objects, label and
 * split go out.
 */
@NullMarked
package io.atomicdatasets.image;

import org.jspecify.annotations.NullMarked;

/**
 * NumPy's file formats: arrays' headers and compressed segments come in, .npy and .npz files go out.
 */
@NullMarked
package io.atomicdatasets.npy;

import org.jspecify.annotations.NullMarked;

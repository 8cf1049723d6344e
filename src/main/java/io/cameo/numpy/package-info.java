/**
 * Floor 1: what Python leaves behind. Reads and writes {@code .npy} arrays, reads {@code .npz}, reads the
 * parts of pickle that data sets are made of, and writes the one of face verification sets. Executes nothing.
 */
@NullMarked
package io.cameo.numpy;

import org.jspecify.annotations.NullMarked;

/**
 * Floor 1: what Python leaves behind. Reads and writes {@code .npy} arrays, reads {@code .npz}, and reads and writes the
 * small part of pickle that face verification sets are made of. Executes nothing.
 */
@NullMarked
package io.cameo.numpy;

import org.jspecify.annotations.NullMarked;

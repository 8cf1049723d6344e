/**
 * Floor 2: the files of {@code torch.save}, read and written without Python: tensors as views of their storages. Executes
 * nothing.
 */
@NullMarked
package io.cameo.torch;

import org.jspecify.annotations.NullMarked;

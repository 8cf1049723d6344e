/** Floor 5: the loader. Batches for training and single samples for services, out of record files. */
@NullMarked
package io.cameo.loader;

import org.jspecify.annotations.NullMarked;

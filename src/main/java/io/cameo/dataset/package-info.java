/** Floor 4: data sets. One subpackage for each kind; none imports another. */
@NullMarked
package io.cameo.dataset;

import org.jspecify.annotations.NullMarked;

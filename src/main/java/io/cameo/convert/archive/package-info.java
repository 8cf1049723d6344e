/** Floor 5: zip archives looked through and unpacked, on every processor. */
@NullMarked
package io.cameo.convert.archive;

import org.jspecify.annotations.NullMarked;

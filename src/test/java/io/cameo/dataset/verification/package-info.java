@NullMarked
package io.cameo.dataset.verification;

import org.jspecify.annotations.NullMarked;

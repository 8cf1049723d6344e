@NullMarked
package io.cameo.convert.ffhquv;

import org.jspecify.annotations.NullMarked;

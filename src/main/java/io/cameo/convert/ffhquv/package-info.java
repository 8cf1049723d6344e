/** Floor 5: jobs over FFHQ-UV: checking it, measuring its maps, comparing sets, showing them and their lights. */
@NullMarked
package io.cameo.convert.ffhquv;

import org.jspecify.annotations.NullMarked;

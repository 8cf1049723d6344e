/** Floor 5: releases of FFHQ-UV into records and back, and records that are asked for, chosen and divided. */
@NullMarked
package io.cameo.convert.ffhquv;

import org.jspecify.annotations.NullMarked;

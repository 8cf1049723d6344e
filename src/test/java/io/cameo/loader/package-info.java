/** Tests of the loader; goldens are what the real ImageRecordIter gave. */
package io.cameo.loader;

/**
 * Examples for those who use Cameo as a library. Each is one class that reads from top to bottom, and runs:
 *
 * <pre>mvn -q test-compile exec:exec@example -Dexample=DjlFaces -Dexample.args="FILE.rec"</pre>
 */
@NullMarked
package io.cameo.examples;

import org.jspecify.annotations.NullMarked;

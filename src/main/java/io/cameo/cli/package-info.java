/**
 * Floor 7: the command line. One class per command, exit codes, progress; the only package that writes to the
 * terminal.
 */
@NullMarked
package io.cameo.cli;

import org.jspecify.annotations.NullMarked;

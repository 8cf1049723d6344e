package io.cameo.loader;

/** Stub. */
final class Loader {
    static void resume() {}
}

// Writes the files of a folder again, as safely as ccplan does: all into a folder beside, which is then renamed.
//
//   write_files LIST CONTENT OUT
//
// LIST has a line "size path" for each file, CONTENT their bytes one after the other. Reading those is not counted:
// the seconds that the writing took are printed.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char *read_whole(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) return NULL;
    long length = ftell(file);
    char *bytes = length < 0 ? NULL : malloc((size_t)length + 1);
    rewind(file);
    if (!bytes || fread(bytes, 1, (size_t)length, file) != (size_t)length) return NULL;
    fclose(file);
    bytes[length] = 0;
    *size = (size_t)length;
    return bytes;
}

// Makes the folders above a path, where they are not there yet.
static int make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        int failed = mkdir(path, 0777) != 0 && errno != EEXIST;
        *slash = '/';
        if (failed) return -1;
    }
    return 0;
}

static int write_file(const char *path, const char *bytes, size_t size) {
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor < 0) return -1;
    for (size_t done = 0; done < size;) {
        ssize_t count = write(descriptor, bytes + done, size - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return -1;
        done += (size_t)count;
    }
    return close(descriptor);
}

int main(int argc, char **argv) {
    size_t list_size = 0, content_size = 0;
    char *list = argc == 4 ? read_whole(argv[1], &list_size) : NULL;
    char *content = list ? read_whole(argv[2], &content_size) : NULL;
    if (!content) return 1;
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);

    char aside[4096], path[8192], folder[8192] = "";
    snprintf(aside, sizeof aside, "%s.%d.tmp", argv[3], (int)getpid());
    size_t at = 0;
    for (char *line = list; *line;) {
        char *name;
        size_t size = strtoul(line, &name, 10);
        char *stop = strchr(++name, '\n');
        if (!stop || at + size > content_size) return 1;
        *stop = 0;
        snprintf(path, sizeof path, "%s/%s", aside, name);
        size_t folder_length = (size_t)(strrchr(path, '/') - path) + 1;
        if (strncmp(folder, path, folder_length) != 0 || folder[folder_length] != 0) {
            memcpy(folder, path, folder_length);
            folder[folder_length] = 0;
            if (make_folders(path) != 0) return 1;
        }
        if (write_file(path, content + at, size) != 0) return 1;
        at += size;
        line = stop + 1;
    }
    if (rename(aside, argv[3]) != 0) return 1;

    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.6f\n", (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9);
    return 0;
}

// Reads YAML events from a file that is in memory and drops them: what a compiler over libyaml cannot do without.
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

static unsigned char *read_whole(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) return NULL;
    long length = ftell(file);
    unsigned char *bytes = length < 0 ? NULL : malloc((size_t)length + 1);
    rewind(file);
    if (!bytes || fread(bytes, 1, (size_t)length, file) != (size_t)length) return NULL;
    fclose(file);
    *size = (size_t)length;
    return bytes;
}

int main(int argc, char **argv) {
    size_t size = 0;
    unsigned char *bytes = argc == 2 ? read_whole(argv[1], &size) : NULL;
    yaml_parser_t parser;
    if (!bytes || !yaml_parser_initialize(&parser)) return 1;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, bytes, size);
    unsigned long count = 0;
    for (int done = 0; !done; count++) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) return 1;
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    printf("%lu events\n", count);
    yaml_parser_delete(&parser);
    free(bytes);
    return 0;
}

// The least that a book can take: reads each Markdown file below IN, renders it with libcmark, puts a page around it with a
// navigation of twenty links, and writes it below OUT. THREADS share the files. Nothing is checked, linked or remembered.
//
//   MarkdownLoop THREADS IN OUT
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include <cmark.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { path_limit = 4096, at_once = 16 };

static const char *in, *out;
static char **pages;  // paths below IN, without ".md"
static size_t count, room;
static atomic_size_t next_page;
static char navigation[4096];

static void fail(const char *path) {
  perror(path);
  exit(1);
}

static int visit(const char *path, const struct stat *info, int kind, struct FTW *where) {
  (void)info;
  (void)where;
  const char *below = path + strlen(in);
  size_t length = strlen(below);
  if (kind == FTW_D) {
    char folder[path_limit];
    snprintf(folder, sizeof folder, "%s%s", out, below);
    if (mkdir(folder, 0755) && errno != EEXIST) fail(folder);
  } else if (length > 3 && strcmp(below + length - 3, ".md") == 0) {
    if (count == room) pages = realloc(pages, (room = room ? room * 2 : 1024) * sizeof *pages);
    pages[count++] = strndup(below, length - 3);
  }
  return 0;
}

static char *text_of(const char *path, size_t *length) {
  struct stat info;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || fstat(file, &info)) fail(path);
  char *text = malloc((size_t)info.st_size + 1);
  ssize_t got = read(file, text, (size_t)info.st_size);
  if (got != info.st_size) fail(path);
  close(file);
  *length = (size_t)got;
  return text;
}

static void make(const char *page) {
  char path[path_limit];
  size_t length;
  snprintf(path, sizeof path, "%s%s.md", in, page);
  char *markdown = text_of(path, &length);
  char *html = cmark_markdown_to_html(markdown, length, CMARK_OPT_DEFAULT);
  snprintf(path, sizeof path, "%s%s.html", out, page);
  FILE *file = fopen(path, "w");
  if (!file) fail(path);
  fprintf(file, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head><body>", page);
  fprintf(file, "%s<main>%s</main></body></html>\n", navigation, html);
  if (fclose(file)) fail(path);
  free(html);
  free(markdown);
}

static void *work(void *nothing) {
  for (;;) {
    size_t first = atomic_fetch_add(&next_page, at_once);
    if (first >= count) return nothing;
    for (size_t page = first; page < first + at_once && page < count; page++) make(pages[page]);
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return fprintf(stderr, "usage: MarkdownLoop THREADS IN OUT\n"), 64;
  enum { most = 64 };
  int threads = atoi(argv[1]) < most ? atoi(argv[1]) : most;
  in = argv[2];
  out = argv[3];
  size_t length = 0;
  for (int link = 0; link < 20; link++)
    length += (size_t)snprintf(navigation + length, sizeof navigation - length, "<a href=\"/team-%d/\">team-%d</a>\n", link, link);
  if (nftw(in, visit, most, FTW_PHYS)) fail(in);
  pthread_t others[most];
  for (int other = 1; other < threads; other++) pthread_create(&others[other], NULL, work, NULL);
  work(NULL);
  for (int other = 1; other < threads; other++) pthread_join(others[other], NULL);
  return 0;
}

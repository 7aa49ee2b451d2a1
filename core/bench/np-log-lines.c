/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <string.h>
#include <zlib.h>

#include "np-log-lines.h"

/* Boards that stream in step fill their blocks at once, so that one has to be compressed quickly: with few lines and small tables, which
 * costs no more memory. */
#define BLOCK_LINES 64u
#define WINDOW_BITS 13
#define MEMORY_LEVEL 6
#define TIME_SIZE 6 /* of a packed line: µs since the first one, little-endian (eight years); then its source in one byte; then its text and a NUL */
#define HEADER_SIZE (TIME_SIZE + 1)

/* A full one is compressed: lines of a log are much alike. */
typedef struct
{
  guint8 *compressed; /* (nullable): the last one's lines are in the buffer */
  gsize compressed_size;
  guint32 offsets[BLOCK_LINES + 1]; /* of the lines, and the end of the last one */
} Block;

struct _NpLogLines
{
  GPtrArray *blocks; /* the first holds the line "first" */
  GByteArray *buffer;
  const Block *open; /* (nullable): whose lines are in "lines"; whoever reads, reads one after the other */
  guint8 *lines;
  guint64 first, end;
  gint64 first_time; /* of line 0 */
  gsize text_size;
};

static void
block_free (gpointer data)
{
  Block *block = data;

  g_free (block->compressed);
  g_free (block);
}

/* Returns: the size of what is in @to, which has room for any */
static gsize
compress_bytes (const guint8 *bytes, guint size, guint8 *to, gsize room)
{
  z_stream stream = { .next_in = (guint8 *) bytes, .avail_in = size, .next_out = to, .avail_out = (guint) room };

  if (deflateInit2 (&stream, Z_BEST_SPEED, Z_DEFLATED, WINDOW_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK
      || deflate (&stream, Z_FINISH) != Z_STREAM_END)
    g_error ("no memory to compress %u bytes", size);
  deflateEnd (&stream);
  return stream.total_out;
}

/* The buffer serves the next block. */
static void
close_block (NpLogLines *self, Block *block)
{
  gsize room = compressBound (self->buffer->len) + self->buffer->len / 8; /* small tables do worse with what can't be compressed */
  g_autofree guint8 *compressed = g_malloc (room);

  block->compressed_size = compress_bytes (self->buffer->data, self->buffer->len, compressed, room);
  block->compressed = g_memdup2 (compressed, block->compressed_size); /* in a piece of memory of just its size */
  g_byte_array_set_size (self->buffer, 0);
}

static const guint8 *
open_block (NpLogLines *self, const Block *block)
{
  uLongf size = block->offsets[BLOCK_LINES];

  if (block->compressed == NULL)
    return self->buffer->data;
  if (self->open == block)
    return self->lines;
  self->lines = g_realloc (self->lines, size);
  if (uncompress (self->lines, &size, block->compressed, block->compressed_size) != Z_OK || size != block->offsets[BLOCK_LINES])
    g_error ("no memory to uncompress %lu bytes", size);
  self->open = block;
  return self->lines;
}

static Block *
get_block (const NpLogLines *self, guint64 number)
{
  return self->blocks->pdata[number / BLOCK_LINES - self->first / BLOCK_LINES];
}

static gsize
get_length (const NpLogLines *self, guint64 number)
{
  const guint32 *offset = get_block (self, number)->offsets + number % BLOCK_LINES;

  return offset[1] - offset[0] - HEADER_SIZE - 1;
}

void
np_log_lines_append (NpLogLines *self, gint64 time, NpLogSource source, const char *text)
{
  guint64 since_first;
  guint8 source_byte = (guint8) source;
  gsize length = strlen (text);
  Block *block;

  if (self->end == 0)
    self->first_time = time;
  since_first = GUINT64_TO_LE ((guint64) MAX (time - self->first_time, 0));
  if (self->end % BLOCK_LINES == 0)
    g_ptr_array_add (self->blocks, g_new0 (Block, 1));
  block = self->blocks->pdata[self->blocks->len - 1];
  g_byte_array_append (self->buffer, (const guint8 *) &since_first, TIME_SIZE);
  g_byte_array_append (self->buffer, &source_byte, 1);
  g_byte_array_append (self->buffer, (const guint8 *) text, (guint) length + 1);
  block->offsets[self->end % BLOCK_LINES + 1] = self->buffer->len;
  self->text_size += length;
  self->end++;
  if (self->end % BLOCK_LINES == 0)
    close_block (self, block);
}

void
np_log_lines_drop_first (NpLogLines *self)
{
  g_return_if_fail (self->first < self->end);

  self->text_size -= get_length (self, self->first);
  if ((self->first + 1) % BLOCK_LINES == 0)
    {
      if (self->open == self->blocks->pdata[0])
        self->open = NULL;
      g_ptr_array_remove_index (self->blocks, 0);
    }
  self->first++;
}

guint64
np_log_lines_get_first (const NpLogLines *self)
{
  return self->first;
}

guint64
np_log_lines_get_end (const NpLogLines *self)
{
  return self->end;
}

gsize
np_log_lines_get_size (const NpLogLines *self)
{
  return self->text_size;
}

NpLogLine
np_log_lines_get (NpLogLines *self, guint64 number)
{
  const Block *block;
  const guint8 *packed;
  guint64 since_first = 0;

  g_return_val_if_fail (number >= self->first && number < self->end, ((NpLogLine) { 0, NP_LOG_SOURCE_RUN, "" }));

  block = get_block (self, number);
  packed = open_block (self, block) + block->offsets[number % BLOCK_LINES];
  memcpy (&since_first, packed, TIME_SIZE);
  return (NpLogLine) { self->first_time + (gint64) GUINT64_FROM_LE (since_first), (NpLogSource) packed[TIME_SIZE], (const char *) packed + HEADER_SIZE };
}

NpLogLines *
np_log_lines_new (void)
{
  NpLogLines *self = g_new0 (NpLogLines, 1);

  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->buffer = g_byte_array_new ();
  return self;
}

void
np_log_lines_free (NpLogLines *self)
{
  g_ptr_array_unref (self->blocks);
  g_byte_array_unref (self->buffer);
  g_free (self->lines);
  g_free (self);
}

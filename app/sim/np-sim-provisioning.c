/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ST's demonstration firmware for provisioning, as far as it is published or described: both generations copy the factory data, put
 * their identity where the terminator was, erase the range and write it back, and tell how it went. The newer waits for "Init"; the
 * older works at boot and repeats its answer, 16 bytes padded with NUL and without a line end. */
#include "config.h"

#include <string.h>

#include "np-sim-factory-data.h"
#include "np-sim-fault.h"
#include "np-sim-provisioning.h"

#define READ_SECONDS 0.2
#define WRITE_SECONDS 0.3
#define LATE_SECONDS 35.0
#define SECOND_ANSWER_SECONDS 1.0
#define REPEAT_SECONDS 3.0
#define REPEAT_MIN_MS 50u /* however fast the bench */

#define ANSWER_SIZE 16
#define GARBAGE_SIZE 256
#define INPUT_MAX 256

#define FLOOD_LINES 2048u
#define FLOOD_LINES_AT_ONCE 16u
#define FLOOD_MS 4u
#define PIECE_SIZE 5u
#define PIECE_MS 20u

enum
{
  CODE_DONE = 0,
  CODE_PARAMETER_ERROR = 3,
  CODE_NOT_INITIALISED = 4, /* the older firmware's: the key storage refused */
};

struct _NpSimProvisioning
{
  char *folder; /* the board's */
  NpSimUart *uart;
  double speed;
  guint timer_id;

  guint32 generation;
  guint32 key_store;
  guint32 range_start;
  guint32 range_size;
  guint32 buffer_size;
  GByteArray *identity;
  gboolean trusted; /* TF-M runs beside it */

  GString *input; /* the beginning of a line */
  gboolean started;
  NpBenchFault fault; /* of this handshake */
  GByteArray *result; /* (nullable): to be written back */
  guint code;
  GByteArray *answer; /* what is left of it to be sent */
  guint flood_lines;
};

static void
send_text (NpSimProvisioning *self, const char *text)
{
  np_sim_uart_send (self->uart, text, strlen (text));
}

static void
schedule (NpSimProvisioning *self, double seconds, GSourceFunc function)
{
  self->timer_id = g_timeout_add (seconds * 1000 / self->speed, function, self);
}

static void
make_answer (NpSimProvisioning *self)
{
  char text[ANSWER_SIZE] = { 0 };
  int length = g_snprintf (text, sizeof text, self->generation == NP_BENCH_GENERATION_ACTS_AT_BOOT ? "finish:%03u" : "finish:%03u\n",
                           self->code);

  g_byte_array_set_size (self->answer, 0);
  g_byte_array_append (self->answer, (const guint8 *) text,
                       self->generation == NP_BENCH_GENERATION_ACTS_AT_BOOT ? ANSWER_SIZE : (guint) length);
}

static gboolean
repeat_cb (gpointer user_data)
{
  NpSimProvisioning *self = user_data;

  np_sim_uart_send (self->uart, self->answer->data, self->answer->len);
  return G_SOURCE_CONTINUE;
}

static gboolean
second_answer_cb (gpointer user_data)
{
  NpSimProvisioning *self = user_data;

  self->timer_id = 0;
  self->code = CODE_NOT_INITIALISED;
  make_answer (self);
  np_sim_uart_send (self->uart, self->answer->data, self->answer->len);
  return G_SOURCE_REMOVE;
}

static gboolean
piece_cb (gpointer user_data)
{
  NpSimProvisioning *self = user_data;
  guint size = MIN (self->answer->len, PIECE_SIZE);

  np_sim_uart_send (self->uart, self->answer->data, size);
  g_byte_array_remove_range (self->answer, 0, size);
  if (self->answer->len > 0)
    return G_SOURCE_CONTINUE;
  self->timer_id = 0;
  return G_SOURCE_REMOVE;
}

static void
answer (NpSimProvisioning *self)
{
  make_answer (self);
  if (self->fault == NP_BENCH_FAULT_PIECES)
    {
      self->timer_id = g_timeout_add (PIECE_MS, piece_cb, self);
      return;
    }
  np_sim_uart_send (self->uart, self->answer->data, self->answer->len);
  if (self->fault == NP_BENCH_FAULT_TWO_ANSWERS)
    schedule (self, SECOND_ANSWER_SECONDS, second_answer_cb);
  else if (self->generation == NP_BENCH_GENERATION_ACTS_AT_BOOT)
    self->timer_id = g_timeout_add (MAX (REPEAT_SECONDS * 1000 / self->speed, REPEAT_MIN_MS), repeat_cb, self);
}

static gboolean
flood_cb (gpointer user_data)
{
  NpSimProvisioning *self = user_data;

  for (guint i = 0; i < FLOOD_LINES_AT_ONCE; i++)
    {
      g_autofree char *line = g_strdup_printf ("[DBG] log line %u: finish is near, Init done, nothing to see\r\n", self->flood_lines++);

      send_text (self, line);
    }
  if (self->flood_lines < FLOOD_LINES)
    return G_SOURCE_CONTINUE;
  self->timer_id = 0;
  answer (self);
  return G_SOURCE_REMOVE;
}

static void
finish (NpSimProvisioning *self, guint code)
{
  self->code = code;
  self->flood_lines = 0;
  if (self->fault == NP_BENCH_FAULT_FLOOD)
    self->timer_id = g_timeout_add (FLOOD_MS, flood_cb, self);
  else
    answer (self);
}

/* Where the first record's value, or @tag's, lies in what is to be written. */
static void
flip_bit (NpSimProvisioning *self, guint32 tag)
{
  const guint8 *value;
  guint32 length;

  if (np_sim_factory_data_find (self->result->data, self->result->len, tag, G_MAXUINT32, &value, &length) == NP_SIM_FACTORY_DATA_OK)
    self->result->data[value - self->result->data + length - 1] ^= 1;
}

static gboolean
write_cb (gpointer user_data)
{
  NpSimProvisioning *self = user_data;
  NpSimDevice *device = np_sim_device_load (self->folder, 0);
  gboolean written;

  self->timer_id = 0;
  if (self->fault == NP_BENCH_FAULT_CHANGED_DATA)
    flip_bit (self, np_sim_factory_data_get_first_tag (self->result->data, self->result->len));
  if (self->fault == NP_BENCH_FAULT_WRONG_KEY)
    flip_bit (self, NP_SIM_TAG_PUBLIC_KEY);
  written = device != NULL && np_sim_device_write_flash (device, self->range_start, self->result->data, self->result->len);
  g_clear_pointer (&device, np_sim_device_free);
  finish (self, written ? CODE_DONE : CODE_PARAMETER_ERROR);
  return G_SOURCE_REMOVE;
}

/* With the range erased and not written back yet, the worst moment. Returns: whether there is nothing left to go on with */
static gboolean
strike (NpSimProvisioning *self, NpSimDevice *device)
{
  if (self->fault == NP_BENCH_FAULT_UNPLUGGED)
    return np_sim_device_unplug (device);
  if (self->fault == NP_BENCH_FAULT_POWER_LOST)
    return np_sim_device_power_off (device);
  return FALSE;
}

static gboolean
store_key (NpSimProvisioning *self, NpSimDevice *device)
{
  const guint8 *key;
  guint32 length;

  if (self->key_store == NP_BENCH_KEY_STORE_FLASH)
    return TRUE;
  if (self->key_store == NP_BENCH_KEY_STORE_ITS && !self->trusted)
    return FALSE;
  return np_sim_factory_data_find (self->identity->data, self->identity->len, NP_SIM_TAG_PRIVATE_KEY, G_MAXUINT32, &key, &length)
             == NP_SIM_FACTORY_DATA_OK
         && np_sim_device_store_key (device, self->key_store, key, length);
}

/* Everything up to the erased range. Returns: the code to finish with when there is nothing to be written, or CODE_DONE */
static guint
prepare (NpSimProvisioning *self, NpSimDevice *device)
{
  g_autofree guint8 *range = g_malloc (self->range_size);
  guint code;

  if (!np_sim_device_read_flash (device, self->range_start, range, self->range_size))
    return CODE_PARAMETER_ERROR;
  code = np_sim_factory_data_extend (range, MIN (self->range_size, self->buffer_size), self->identity->data, self->identity->len,
                                     self->key_store == NP_BENCH_KEY_STORE_FLASH, self->result);
  if (code != CODE_DONE)
    return code;
  if (!store_key (self, device))
    return CODE_NOT_INITIALISED;
  return np_sim_device_erase_flash (device, self->range_start, self->range_size) ? CODE_DONE : CODE_PARAMETER_ERROR;
}

static gboolean
work_cb (gpointer user_data)
{
  NpSimProvisioning *self = user_data;
  NpSimDevice *device = np_sim_device_load (self->folder, 0);
  guint code = device != NULL ? prepare (self, device) : CODE_PARAMETER_ERROR;

  self->timer_id = 0;
  if (code != CODE_DONE)
    finish (self, code);
  else if (!strike (self, device))
    schedule (self, WRITE_SECONDS, write_cb);
  g_clear_pointer (&device, np_sim_device_free);
  return G_SOURCE_REMOVE;
}

static const struct
{
  NpBenchFault fault;
  guint code;
} only_answers[] = {
  { NP_BENCH_FAULT_CODE_001, 1 }, { NP_BENCH_FAULT_CODE_002, 2 },    { NP_BENCH_FAULT_CODE_003, 3 },
  { NP_BENCH_FAULT_CODE_004, 4 }, { NP_BENCH_FAULT_NOTHING_DONE, 0 },
};

static NpBenchFault
take_fault (NpSimProvisioning *self)
{
  static const NpBenchFault faults[] = {
    NP_BENCH_FAULT_NO_REPLY,     NP_BENCH_FAULT_GARBAGE,     NP_BENCH_FAULT_LATE_REPLY, NP_BENCH_FAULT_UNPLUGGED,
    NP_BENCH_FAULT_POWER_LOST,   NP_BENCH_FAULT_CODE_001,    NP_BENCH_FAULT_CODE_002,   NP_BENCH_FAULT_CODE_003,
    NP_BENCH_FAULT_CODE_004,     NP_BENCH_FAULT_NOTHING_DONE, NP_BENCH_FAULT_TWO_ANSWERS, NP_BENCH_FAULT_FLOOD,
    NP_BENCH_FAULT_PIECES,       NP_BENCH_FAULT_CHANGED_DATA, NP_BENCH_FAULT_WRONG_KEY,
  };
  NpSimDevice *device = np_sim_device_load (self->folder, 0);
  NpBenchFault taken = NP_BENCH_FAULT_NONE;

  for (guint i = 0; device != NULL && taken == NP_BENCH_FAULT_NONE && i < G_N_ELEMENTS (faults); i++)
    if (np_sim_fault_take (device, faults[i], NP_BENCH_STEP_HANDSHAKE))
      taken = faults[i];
  g_clear_pointer (&device, np_sim_device_free);
  return taken;
}

static void
send_garbage (NpSimProvisioning *self)
{
  guint8 bytes[GARBAGE_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    bytes[i] = g_random_int ();
  np_sim_uart_send (self->uart, bytes, sizeof bytes);
}

static void
begin (NpSimProvisioning *self)
{
  double seconds = READ_SECONDS;

  self->started = TRUE;
  self->fault = take_fault (self);
  if (self->fault == NP_BENCH_FAULT_NO_REPLY)
    return;
  if (self->fault == NP_BENCH_FAULT_GARBAGE)
    {
      send_garbage (self);
      return;
    }
  if (self->fault == NP_BENCH_FAULT_LATE_REPLY)
    seconds += LATE_SECONDS;
  if (self->generation == NP_BENCH_GENERATION_WAITS_FOR_INIT)
    send_text (self, "Start_provisioning\n");
  for (guint i = 0; i < G_N_ELEMENTS (only_answers); i++)
    if (only_answers[i].fault == self->fault)
      {
        finish (self, only_answers[i].code);
        return;
      }
  schedule (self, seconds, work_cb);
}

/* What comes after the first line is for nobody. */
static void
receive_cb (const char *bytes, gsize length, gpointer user_data)
{
  NpSimProvisioning *self = user_data;
  char *end;

  if (self->started)
    return;
  g_string_append_len (self->input, bytes, MIN (length, INPUT_MAX - self->input->len));
  end = memchr (self->input->str, '\n', self->input->len);
  if (end == NULL && self->input->len < INPUT_MAX)
    return;
  g_string_truncate (self->input, end != NULL ? (gsize) (end - self->input->str) : 0);
  if (g_strcmp0 (g_strchomp (self->input->str), "Init") == 0)
    begin (self);
  else
    {
      self->started = TRUE;
      finish (self, CODE_NOT_INITIALISED);
    }
}

static gboolean
read_header (NpSimProvisioning *self, NpSimDevice *device, guint32 address)
{
  guint32 header[NP_BENCH_PROVISIONING_NUMBERS];

  if (!np_sim_device_read_flash (device, address + NP_BENCH_MAGIC_SIZE, header, sizeof header))
    return FALSE;
  self->generation = GUINT32_FROM_LE (header[0]);
  self->key_store = GUINT32_FROM_LE (header[1]);
  self->range_start = GUINT32_FROM_LE (header[2]);
  self->range_size = GUINT32_FROM_LE (header[3]);
  self->buffer_size = GUINT32_FROM_LE (header[4]);
  if (self->range_size == 0 || self->range_size > NP_SIM_RANGE_MAX
      || GUINT32_FROM_LE (header[5]) > NP_BENCH_PROVISIONING_IDENTITY_MAX)
    return FALSE;
  g_byte_array_set_size (self->identity, GUINT32_FROM_LE (header[5]));
  return np_sim_device_read_flash (device, address + NP_BENCH_PROVISIONING_HEADER_SIZE, self->identity->data, self->identity->len);
}

NpSimProvisioning *
np_sim_provisioning_start (NpSimDevice *device, NpSimUart *uart, guint32 address, gboolean trusted, double speed)
{
  NpSimProvisioning *self = g_new0 (NpSimProvisioning, 1);

  self->folder = g_strdup (device->folder);
  self->uart = uart;
  self->speed = speed;
  self->trusted = trusted;
  self->identity = g_byte_array_new ();
  self->input = g_string_new (NULL);
  self->result = g_byte_array_new ();
  self->answer = g_byte_array_new ();
  if (!read_header (self, device, address))
    {
      np_sim_provisioning_stop (self);
      return NULL;
    }
  if (self->generation == NP_BENCH_GENERATION_ACTS_AT_BOOT)
    begin (self);
  else
    {
      send_text (self, "Provisioning firmware\r\n");
      np_sim_uart_set_receiver (uart, receive_cb, self);
    }
  return self;
}

void
np_sim_provisioning_stop (NpSimProvisioning *self)
{
  np_sim_uart_set_receiver (self->uart, NULL, NULL);
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_byte_array_unref (self->identity);
  g_byte_array_unref (self->result);
  g_byte_array_unref (self->answer);
  g_string_free (self->input, TRUE);
  g_free (self->folder);
  g_free (self);
}

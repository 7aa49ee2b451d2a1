/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "np-programmer-output-private.h"
#include "np-tool-line.h"

/* A hostile or broken tool must not fill the memory. */
#define MAX_LINE 4096
#define MAX_PROBES 256
#define MAX_OPTION_BYTES 512
#define MAX_WORDS 4096
#define MAX_ERRORS 64
#define MIN_SERIAL 8 /* an ST-LINK's has 24 hex digits; be liberal */

/* Which part of the output a "key : value" line belongs to. */
typedef enum
{
  SECTION_TARGET,
  SECTION_PROBES,
  SECTION_OTHER_INTERFACE,
  SECTION_OPTION_BYTES,
} Section;

/* Facts: "Error:" anywhere in a line, and two that come without it. */
static const char *const error_marks[] = { "Error:", "ST-LINK error", "flash loader cannot be loaded" };

typedef struct
{
  const char *beginning;
  NpMilestone milestone;
} Sign;

static const Sign signs[] = {
  { "Erasing ", NP_MILESTONE_ERASE_STARTED },
  { "Mass erase", NP_MILESTONE_ERASE_STARTED },
  { "Download in Progress", NP_MILESTONE_DOWNLOAD_STARTED },
  { "File download complete", NP_MILESTONE_DOWNLOADED },
  { "Download verified successfully", NP_MILESTONE_VERIFIED },
  { "Data read successfully", NP_MILESTONE_READ },
  { "Software reset is performed", NP_MILESTONE_RESET },
  { "Hard reset is performed", NP_MILESTONE_RESET },
  { "OPTION BYTES BANK", NP_MILESTONE_OPTION_BYTES_SHOWN },
  { "Option Bytes successfully programmed", NP_MILESTONE_OPTION_BYTES_SET },
  { "Warning: Option Bytes are unchanged", NP_MILESTONE_OPTION_BYTES_SET },
  { "startwirelessStack command execution finished", NP_MILESTONE_STACK_STARTED },
  { "startfus command execution finished", NP_MILESTONE_FUS_STARTED },
  { "Firmware Upgrade Success", NP_MILESTONE_STACK_UPGRADED },
};

typedef struct
{
  const char *key;
  gsize offset;
} TargetKey;

static const TargetKey target_keys[] = {
  { "ST-LINK SN", G_STRUCT_OFFSET (NpTargetInfo, probe_serial) },
  { "ST-LINK FW", G_STRUCT_OFFSET (NpTargetInfo, probe_firmware) },
  { "Board", G_STRUCT_OFFSET (NpTargetInfo, board_name) },
  { "Voltage", G_STRUCT_OFFSET (NpTargetInfo, voltage) },
  { "Device name", G_STRUCT_OFFSET (NpTargetInfo, device_name) },
  { "Flash size", G_STRUCT_OFFSET (NpTargetInfo, flash_size) },
  { "NVM size", G_STRUCT_OFFSET (NpTargetInfo, flash_size) },
  { "Device CPU", G_STRUCT_OFFSET (NpTargetInfo, cpu) },
};

struct _NpProgrammerOutput
{
  GObject parent_instance;

  GByteArray *pending; /* the line that hasn't ended */
  GByteArray *pending_noise;
  Section section;
  NpMilestone milestones;
  double progress;
  char *version;
  GPtrArray *probes;
  NpTargetInfo target;
  GHashTable *option_bytes;
  GArray *words;
  GPtrArray *errors; /* lines */
  gboolean permission_denied;
};

enum
{
  PROP_PROGRESS = 1,
  N_PROPERTIES
};

enum
{
  SIGNAL_LINE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (NpProgrammerOutput, np_programmer_output, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void
probe_info_free (NpProbeInfo *probe)
{
  g_free (probe->serial);
  g_free (probe->firmware);
  g_free (probe->board_name);
  g_free (probe);
}

static void
set_progress (NpProgrammerOutput *self, double progress)
{
  if (self->progress == progress)
    return;
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* Missing values are printed as nothing or as "--". */
static void
take_value (char **field, const char *value)
{
  if (*value == '\0' || strcmp (value, "--") == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
}

static gboolean
parse_hex (const char *text, guint32 *number)
{
  g_autofree char *digits = NULL;
  guint64 value = 0;

  if (!g_str_has_prefix (text, "0x"))
    return FALSE;
  digits = g_strndup (text + 2, strspn (text + 2, "0123456789abcdefABCDEF"));
  if (!g_ascii_string_to_unsigned (digits, 16, 0, G_MAXUINT32, &value, NULL))
    return FALSE;
  *number = (guint32) value;
  return TRUE;
}

static void
judge_probe (NpProbeInfo *probe)
{
  probe->usable = probe->firmware != NULL && np_probe_info_is_named (probe);
}

static void
add_probe (NpProgrammerOutput *self)
{
  if (self->probes->len < MAX_PROBES)
    g_ptr_array_add (self->probes, g_new0 (NpProbeInfo, 1));
}

static void
read_probe_value (NpProgrammerOutput *self, const char *key, const char *value)
{
  NpProbeInfo *probe;

  if (g_ascii_strncasecmp (key, "ST-Link Probe", strlen ("ST-Link Probe")) == 0)
    {
      add_probe (self);
      return;
    }
  if (self->probes->len == 0)
    return;
  probe = g_ptr_array_index (self->probes, self->probes->len - 1);
  if (g_ascii_strcasecmp (key, "ST-LINK SN") == 0)
    take_value (&probe->serial, value);
  else if (g_ascii_strcasecmp (key, "ST-LINK FW") == 0)
    take_value (&probe->firmware, value);
  else if (g_ascii_strcasecmp (key, "Board Name") == 0)
    take_value (&probe->board_name, value);
  judge_probe (probe);
}

static void
read_target_value (NpProgrammerOutput *self, const char *key, const char *value)
{
  if (g_ascii_strcasecmp (key, "Device ID") == 0 && parse_hex (value, &self->target.device_id))
    self->milestones |= NP_MILESTONE_CONNECTED;
  for (guint i = 0; i < G_N_ELEMENTS (target_keys); i++)
    if (g_ascii_strcasecmp (key, target_keys[i].key) == 0)
      take_value (G_STRUCT_MEMBER_P (&self->target, target_keys[i].offset), value);
}

static void
read_option_byte (NpProgrammerOutput *self, const char *key, const char *value)
{
  guint32 number;

  if (!parse_hex (value, &number) || g_hash_table_size (self->option_bytes) >= MAX_OPTION_BYTES)
    return;
  g_hash_table_insert (self->option_bytes, g_ascii_strup (key, -1), g_strndup (value, strcspn (value, " ")));
}

/* "0x20030024 : A94656B9 00000001 01010000 01010100" */
static gboolean
read_words (NpProgrammerOutput *self, const char *key, const char *value)
{
  g_auto(GStrv) words = NULL;
  guint32 address;

  if (strlen (key) != strlen ("0x00000000") || !parse_hex (key, &address))
    return FALSE;
  words = g_strsplit (value, " ", -1);
  for (char **word = words; *word != NULL; word++)
    {
      guint64 number;

      if (strlen (*word) != 8 || !g_ascii_string_to_unsigned (*word, 16, 0, G_MAXUINT32, &number, NULL))
        break;
      if (self->words->len < MAX_WORDS)
        g_array_append_vals (self->words, &(guint32){ (guint32) number }, 1);
    }
  return TRUE;
}

static void
read_key_value (NpProgrammerOutput *self, const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;

  if (colon == NULL)
    return;
  key = g_strstrip (g_strndup (line, (gsize) (colon - line)));
  value = g_strstrip (g_strdup (colon + 1));
  if (read_words (self, key, value))
    return;
  switch (self->section)
    {
    case SECTION_TARGET: read_target_value (self, key, value); break;
    case SECTION_PROBES: read_probe_value (self, key, value); break;
    case SECTION_OPTION_BYTES: read_option_byte (self, key, value); break;
    case SECTION_OTHER_INTERFACE: break;
    }
}

static void
read_error (NpProgrammerOutput *self, const char *line)
{
  gboolean is_error = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (error_marks); i++)
    is_error |= strstr (line, error_marks[i]) != NULL;
  if (is_error && self->errors->len < MAX_ERRORS)
    g_ptr_array_add (self->errors, g_strdup (line));
}

static void
read_version (NpProgrammerOutput *self, const char *line)
{
  static const char *const marks[] = { "STM32CubeProgrammer version:", "STM32CubeProgrammer v" };

  for (guint i = 0; i < G_N_ELEMENTS (marks) && self->version == NULL; i++)
    {
      const char *mark = strstr (line, marks[i]);
      const char *number = mark != NULL ? mark + strlen (marks[i]) : "";

      number += strspn (number, " ");
      if (g_ascii_isdigit (*number))
        self->version = g_strndup (number, strspn (number, "0123456789."));
    }
}

/* Lines that begin another part of the output. */
static void
read_section (NpProgrammerOutput *self, const char *text)
{
  if (strstr (text, "Connected ST-LINK Probes List") != NULL || strstr (text, "No ST-Link detected") != NULL
      || strstr (text, "No ST-LINK detected") != NULL)
    {
      self->milestones |= NP_MILESTONE_LISTED;
      self->section = SECTION_PROBES;
    }
  else if (g_str_has_prefix (text, "=====") && strstr (text, "Interface") != NULL)
    self->section = SECTION_OTHER_INTERFACE;
  else if (g_str_has_prefix (text, "OPTION BYTES BANK"))
    self->section = SECTION_OPTION_BYTES;
  else if (g_str_has_prefix (text, "Reading "))
    self->section = SECTION_TARGET;
}

static void
read_signs (NpProgrammerOutput *self, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i].beginning))
      {
        if (signs[i].milestone == NP_MILESTONE_DOWNLOADED && self->errors->len > 0)
          continue; /* it has just said that it failed */
        self->milestones |= signs[i].milestone;
        if (signs[i].milestone == NP_MILESTONE_DOWNLOAD_STARTED)
          set_progress (self, 0);
        else if (signs[i].milestone == NP_MILESTONE_DOWNLOADED || signs[i].milestone == NP_MILESTONE_READ)
          set_progress (self, 1);
      }
}

static void
read_line (NpProgrammerOutput *self, GByteArray *pending)
{
  int percent;
  g_autofree char *line = np_tool_line_clean (pending->data, pending->len, &percent);
  const char *text = line + strspn (line, " \t");

  if (percent >= 0)
    set_progress (self, percent / 100.0);
  if (*text == '\0')
    return;
  read_section (self, text);
  read_signs (self, text);
  read_version (self, text);
  read_error (self, text);
  read_key_value (self, text);
  g_signal_emit (self, signals[SIGNAL_LINE], 0, line);
}

static void
read_noise_line (NpProgrammerOutput *self, GByteArray *pending)
{
  int percent;
  g_autofree char *line = np_tool_line_clean (pending->data, pending->len, &percent);

  self->permission_denied |= strstr (line, "errno=13") != NULL || strstr (line, "LIBUSB_ERROR_ACCESS") != NULL;
  if (*line != '\0')
    g_signal_emit (self, signals[SIGNAL_LINE], 0, line);
}

typedef void (*ReadLine) (NpProgrammerOutput *self, GByteArray *pending);

/* Lines end with CR, LF or both; one that is too long is cut. */
static void
split_lines (NpProgrammerOutput *self, GByteArray *pending, const guint8 *data, gsize length, ReadLine read)
{
  while (length > 0)
    {
      gsize room = MIN (length, MAX_LINE - pending->len);
      gsize n = 0;

      while (n < room && data[n] != '\r' && data[n] != '\n')
        n++;
      g_byte_array_append (pending, data, (guint) n);
      if (n < room || pending->len == MAX_LINE)
        {
          read (self, pending);
          g_byte_array_set_size (pending, 0);
        }
      n += n < room; /* the line's end */
      data += n;
      length -= n;
    }
}

static void
np_programmer_output_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  NpProgrammerOutput *self = NP_PROGRAMMER_OUTPUT (object);

  switch (property_id)
    {
    case PROP_PROGRESS: g_value_set_double (value, self->progress); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
np_programmer_output_finalize (GObject *object)
{
  NpProgrammerOutput *self = NP_PROGRAMMER_OUTPUT (object);

  g_byte_array_unref (self->pending);
  g_byte_array_unref (self->pending_noise);
  g_ptr_array_unref (self->probes);
  g_hash_table_unref (self->option_bytes);
  g_array_unref (self->words);
  for (guint i = 0; i < G_N_ELEMENTS (target_keys); i++)
    g_clear_pointer ((char **) G_STRUCT_MEMBER_P (&self->target, target_keys[i].offset), g_free);
  g_free (self->version);
  g_ptr_array_unref (self->errors);
  G_OBJECT_CLASS (np_programmer_output_parent_class)->finalize (object);
}

static void
np_programmer_output_class_init (NpProgrammerOutputClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_programmer_output_get_property;
  object_class->finalize = np_programmer_output_finalize;

  properties[PROP_PROGRESS]
      = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_LINE]
      = g_signal_new ("line", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
np_programmer_output_init (NpProgrammerOutput *self)
{
  self->pending = g_byte_array_new ();
  self->pending_noise = g_byte_array_new ();
  self->probes = g_ptr_array_new_with_free_func ((GDestroyNotify) probe_info_free);
  self->errors = g_ptr_array_new_with_free_func (g_free);
  self->option_bytes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->words = g_array_new (FALSE, FALSE, sizeof (guint32));
}

NpProgrammerOutput *
np_programmer_output_new (void)
{
  return g_object_new (NP_TYPE_PROGRAMMER_OUTPUT, NULL);
}

/**
 * np_programmer_output_feed:
 * @data: what the program has printed
 * @length: in bytes
 */
void
np_programmer_output_feed (NpProgrammerOutput *self, const guint8 *data, gsize length)
{
  g_return_if_fail (NP_IS_PROGRAMMER_OUTPUT (self));

  split_lines (self, self->pending, data, length, read_line);
  /* A bar is drawn over itself: its line may not end for long. */
  if (self->pending->len > 0 && memchr (self->pending->data, '%', self->pending->len) != NULL)
    {
      int percent;

      g_free (np_tool_line_clean (self->pending->data, self->pending->len, &percent));
      if (percent >= 0)
        set_progress (self, percent / 100.0);
    }
}

/**
 * np_programmer_output_feed_noise:
 * @data: what the program has printed on its error output
 * @length: in bytes
 *
 * The tool's own errors are in its output; here is what libusb says, of which only a refused permission counts.
 */
void
np_programmer_output_feed_noise (NpProgrammerOutput *self, const guint8 *data, gsize length)
{
  g_return_if_fail (NP_IS_PROGRAMMER_OUTPUT (self));

  split_lines (self, self->pending_noise, data, length, read_noise_line);
}

void
np_programmer_output_end (NpProgrammerOutput *self)
{
  g_return_if_fail (NP_IS_PROGRAMMER_OUTPUT (self));

  read_line (self, self->pending);
  g_byte_array_set_size (self->pending, 0);
  read_noise_line (self, self->pending_noise);
  g_byte_array_set_size (self->pending_noise, 0);
}

/* Clones print "R" or "9", a wedged probe on Windows "5&1E237D3C&0&3", an old ST-LINK/V2 raw bytes: none of them names it. */
gboolean
np_probe_info_is_named (const NpProbeInfo *self)
{
  gsize length = self->serial != NULL ? strlen (self->serial) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (self->serial[i]))
      return FALSE;
  return length >= MIN_SERIAL;
}

NpMilestone
np_programmer_output_get_milestones (NpProgrammerOutput *self)
{
  g_return_val_if_fail (NP_IS_PROGRAMMER_OUTPUT (self), 0);
  return self->milestones;
}

double
np_programmer_output_get_progress (NpProgrammerOutput *self)
{
  g_return_val_if_fail (NP_IS_PROGRAMMER_OUTPUT (self), 0);
  return self->progress;
}

const char *
np_programmer_output_get_error (NpProgrammerOutput *self)
{
  g_return_val_if_fail (NP_IS_PROGRAMMER_OUTPUT (self), NULL);
  return self->errors->len > 0 ? g_ptr_array_index (self->errors, 0) : NULL;
}

GPtrArray *
np_programmer_output_get_errors (NpProgrammerOutput *self)
{
  return self->errors;
}

gboolean
np_programmer_output_is_permission_denied (NpProgrammerOutput *self)
{
  return self->permission_denied;
}

const char *
np_programmer_output_get_version (NpProgrammerOutput *self)
{
  g_return_val_if_fail (NP_IS_PROGRAMMER_OUTPUT (self), NULL);
  return self->version;
}

GPtrArray *
np_programmer_output_get_probes (NpProgrammerOutput *self)
{
  g_return_val_if_fail (NP_IS_PROGRAMMER_OUTPUT (self), NULL);
  return self->probes;
}

const NpTargetInfo *
np_programmer_output_get_target (NpProgrammerOutput *self)
{
  g_return_val_if_fail (NP_IS_PROGRAMMER_OUTPUT (self), NULL);
  return &self->target;
}

const char *
np_programmer_output_get_option_byte (NpProgrammerOutput *self, const char *name)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (NP_IS_PROGRAMMER_OUTPUT (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  key = g_ascii_strup (name, -1);
  return g_hash_table_lookup (self->option_bytes, key);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
np_programmer_output_dup_option_bytes (NpProgrammerOutput *self)
{
  g_autofree char **names = NULL;
  guint n_names;

  g_return_val_if_fail (NP_IS_PROGRAMMER_OUTPUT (self), NULL);

  names = (char **) g_hash_table_get_keys_as_array (self->option_bytes, &n_names);
  qsort (names, n_names, sizeof *names, compare_names);
  return g_strdupv (names);
}

/**
 * np_programmer_output_get_protection:
 *
 * Returns: (nullable): the read-out protection that the option byte RDP stands for: %NP_PROTECTION_OPEN, "RDP 0.5" (with
 * TrustZone), "RDP 1" or "RDP 2"; %NULL when it wasn't shown
 */
const char *
np_programmer_output_get_protection (NpProgrammerOutput *self)
{
  const char *value = np_programmer_output_get_option_byte (self, "RDP");
  guint32 level;

  if (value == NULL || !parse_hex (value, &level))
    return NULL;
  switch (level)
    {
    case 0xAA: return NP_PROTECTION_OPEN;
    case 0x55: return "RDP 0.5";
    case 0xCC: return "RDP 2";
    default: return "RDP 1"; /* any other value is level 1 */
    }
}

GArray *
np_programmer_output_get_words (NpProgrammerOutput *self)
{
  g_return_val_if_fail (NP_IS_PROGRAMMER_OUTPUT (self), NULL);
  return self->words;
}

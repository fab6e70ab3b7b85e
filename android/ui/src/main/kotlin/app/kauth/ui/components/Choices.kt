package app.kauth.ui.components

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.MinimumTarget
import app.kauth.ui.theme.Space

/** One of several. */
@Composable
fun Choice(label: String, chosen: Boolean, onClick: () -> Unit, modifier: Modifier = Modifier) = Row(
    modifier.fillMaxWidth().selectable(chosen, role = Role.RadioButton, onClick = onClick).heightIn(min = MinimumTarget),
    horizontalArrangement = Arrangement.spacedBy(Space.m),
    verticalAlignment = Alignment.CenterVertically,
) {
    RadioButton(chosen, onClick = null)
    Text(label, Modifier.weight(1f), style = Kauth.type.body)
}

/** Something that is on or off. */
@Composable
fun Toggle(label: String, on: Boolean, onChange: (Boolean) -> Unit, modifier: Modifier = Modifier) = Row(
    modifier.fillMaxWidth().toggleable(on, role = Role.Switch, onValueChange = onChange).heightIn(min = MinimumTarget),
    horizontalArrangement = Arrangement.spacedBy(Space.m),
    verticalAlignment = Alignment.CenterVertically,
) {
    Text(label, Modifier.weight(1f), style = Kauth.type.body)
    Switch(on, onCheckedChange = null)
}

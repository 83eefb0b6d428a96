	.attribute	4, 16
	.attribute	5, "rv32i2p1_m2p0_a2p1_c2p0_zmmul1p0_zaamo1p0_zalrsc1p0_zca1p0"
	.file	"m"

	.section	.bss.dissolve.m_memory_0,"aw",@nobits
	.p2align	4, 0x0
	.globl	__dissolve_m_memory_0
	.type	__dissolve_m_memory_0,@object
	.size	__dissolve_m_memory_0, 65536
__dissolve_m_memory_0:
	.zero	65536


	.section	.text.m_i32_load16_s,"ax",@progbits
	.globl	m_i32_load16_s
	.p2align	1
	.type	m_i32_load16_s,@function
m_i32_load16_s:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 59 0
	.cfi_sections .debug_frame
	.cfi_startproc
	lui	a1, 16
	addi	a1, a1, -1
.Ltmp0:
	.loc	1 62 0 prologue_end
	bgeu	a0, a1, .LBB0_2
	lui	a1, %hi(__dissolve_m_memory_0)
	addi	a1, a1, %lo(__dissolve_m_memory_0)
	add	a0, a0, a1
	lb	a1, 1(a0)
	lbu	a0, 0(a0)
	slli	a1, a1, 8
	or	a0, a0, a1
.Ltmp1:
	.loc	1 59 0
	ret
.LBB0_2:
.Ltmp2:
	.loc	1 62 0
	#APP
	csrw	time, zero	# 0x3e
	#NO_APP
.Ltmp3:
.Lfunc_end0:
	.size	m_i32_load16_s, .Lfunc_end0-m_i32_load16_s
	.cfi_endproc

	.section	.text.m_i32_load,"ax",@progbits
	.globl	m_i32_load
	.p2align	1
	.type	m_i32_load,@function
m_i32_load:
.Lfunc_begin1:
	.loc	1 67 0
	.cfi_startproc
	lui	a1, 16
	addi	a1, a1, -3
.Ltmp4:
	.loc	1 70 0 prologue_end
	bgeu	a0, a1, .LBB1_2
	lui	a1, %hi(__dissolve_m_memory_0)
	addi	a1, a1, %lo(__dissolve_m_memory_0)
	add	a0, a0, a1
	lbu	a1, 1(a0)
	lbu	a2, 0(a0)
	lbu	a3, 2(a0)
	lbu	a0, 3(a0)
	slli	a1, a1, 8
	or	a1, a1, a2
	slli	a3, a3, 16
	slli	a0, a0, 24
	or	a0, a0, a3
	or	a0, a0, a1
.Ltmp5:
	.loc	1 67 0
	ret
.LBB1_2:
.Ltmp6:
	.loc	1 70 0
	#APP
	csrw	time, zero	# 0x46
	#NO_APP
.Ltmp7:
.Lfunc_end1:
	.size	m_i32_load, .Lfunc_end1-m_i32_load
	.cfi_endproc

	.section	.text.__dissolve_m_instantiate,"ax",@progbits
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,@function
__dissolve_m_instantiate:
.Lfunc_begin2:
	.loc	1 0 0
	.cfi_startproc
	lui	a0, %hi(__dissolve_m_memory_0)
	addi	a0, a0, %lo(__dissolve_m_memory_0)
	lui	a2, 16
	li	a1, 0
	tail	memset
.Ltmp8:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
	.cfi_endproc


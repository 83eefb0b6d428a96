; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !7
  %3 = icmp ugt i32 %2, 65535, !dbg !7
  br i1 %3, label %trap, label %5, !dbg !7

return:                                           ; preds = %5
  %4 = phi i32 [ %9, %5 ]
  ret i32 %4, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x8e */", "~{memory}"() #2, !dbg !7
  unreachable, !dbg !7

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !7
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !7
  %8 = load i8, ptr %7, align 1, !dbg !7
  %9 = sext i8 %8 to i32, !dbg !7
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !10
  %3 = icmp ugt i32 %2, 65535, !dbg !10
  br i1 %3, label %trap, label %5, !dbg !10

return:                                           ; preds = %5
  %4 = phi i32 [ %9, %5 ]
  ret i32 %4, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x96 */", "~{memory}"() #2, !dbg !10
  unreachable, !dbg !10

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !10
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !10
  %8 = load i8, ptr %7, align 1, !dbg !10
  %9 = zext i8 %8 to i32, !dbg !10
  br label %return, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0) #0 section ".text.func[2]" !dbg !12 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !13
  %3 = icmp ugt i32 %2, 65534, !dbg !13
  br i1 %3, label %trap, label %5, !dbg !13

return:                                           ; preds = %5
  %4 = phi i32 [ %9, %5 ]
  ret i32 %4, !dbg !14

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x9e */", "~{memory}"() #2, !dbg !13
  unreachable, !dbg !13

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !13
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !13
  %8 = load i16, ptr %7, align 1, !dbg !13
  %9 = sext i16 %8 to i32, !dbg !13
  br label %return, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(i32 %0) #0 section ".text.func[3]" !dbg !15 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !16
  %3 = icmp ugt i32 %2, 65532, !dbg !16
  br i1 %3, label %trap, label %5, !dbg !16

return:                                           ; preds = %5
  %4 = phi i32 [ %8, %5 ]
  ret i32 %4, !dbg !17

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0xa6 */", "~{memory}"() #2, !dbg !16
  unreachable, !dbg !16

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !16
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !16
  %8 = load i32, ptr %7, align 1, !dbg !16
  br label %return, !dbg !17
}

; Function Attrs: nounwind optsize
define internal i64 @"func[4]"(i32 %0) #0 section ".text.func[4]" !dbg !18 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !19
  %3 = icmp ugt i32 %2, 65528, !dbg !19
  br i1 %3, label %trap, label %5, !dbg !19

return:                                           ; preds = %5
  %4 = phi i64 [ %8, %5 ]
  ret i64 %4, !dbg !20

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0xae */", "~{memory}"() #2, !dbg !19
  unreachable, !dbg !19

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !19
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !19
  %8 = load i64, ptr %7, align 1, !dbg !19
  br label %return, !dbg !20
}

; Function Attrs: nounwind optsize
define internal i64 @"func[5]"(i32 %0) #0 section ".text.func[5]" !dbg !21 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !22
  %3 = icmp ugt i32 %2, 65532, !dbg !22
  br i1 %3, label %trap, label %5, !dbg !22

return:                                           ; preds = %5
  %4 = phi i64 [ %9, %5 ]
  ret i64 %4, !dbg !23

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0xb6 */", "~{memory}"() #2, !dbg !22
  unreachable, !dbg !22

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !22
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !22
  %8 = load i32, ptr %7, align 1, !dbg !22
  %9 = zext i32 %8 to i64, !dbg !22
  br label %return, !dbg !23
}

; Function Attrs: nounwind optsize
define internal float @"func[6]"(i32 %0) #0 section ".text.func[6]" !dbg !24 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !25
  %3 = icmp ugt i32 %2, 65532, !dbg !25
  br i1 %3, label %trap, label %5, !dbg !25

return:                                           ; preds = %5
  %4 = phi float [ %8, %5 ]
  ret float %4, !dbg !26

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0xbe */", "~{memory}"() #2, !dbg !25
  unreachable, !dbg !25

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !25
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !25
  %8 = load float, ptr %7, align 1, !dbg !25
  br label %return, !dbg !26
}

; Function Attrs: nounwind optsize
define i32 @m_i32_load8_s(i32 %0) #0 section ".text.m_i32_load8_s" !dbg !27 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !28
  ret i32 %2, !dbg !28
}

; Function Attrs: nounwind optsize
define i32 @m_i32_load8_u(i32 %0) #0 section ".text.m_i32_load8_u" !dbg !29 {
  %2 = call i32 @"func[1]"(i32 %0), !dbg !30
  ret i32 %2, !dbg !30
}

; Function Attrs: nounwind optsize
define i32 @m_i32_load16_s(i32 %0) #0 section ".text.m_i32_load16_s" !dbg !31 {
  %2 = call i32 @"func[2]"(i32 %0), !dbg !32
  ret i32 %2, !dbg !32
}

; Function Attrs: nounwind optsize
define i32 @m_i32_load(i32 %0) #0 section ".text.m_i32_load" !dbg !33 {
  %2 = call i32 @"func[3]"(i32 %0), !dbg !34
  ret i32 %2, !dbg !34
}

; Function Attrs: nounwind optsize
define i64 @m_i64_load(i32 %0) #0 section ".text.m_i64_load" !dbg !35 {
  %2 = call i64 @"func[4]"(i32 %0), !dbg !36
  ret i64 %2, !dbg !36
}

; Function Attrs: nounwind optsize
define i64 @m_i64_load32_u(i32 %0) #0 section ".text.m_i64_load32_u" !dbg !37 {
  %2 = call i64 @"func[5]"(i32 %0), !dbg !38
  ret i64 %2, !dbg !38
}

; Function Attrs: nounwind optsize
define float @m_f32_load(i32 %0) #0 section ".text.m_f32_load" !dbg !39 {
  %2 = call float @"func[6]"(i32 %0), !dbg !40
  ret float %2, !dbg !40
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !41 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !42
  ret void, !dbg !42
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "i32.load8_s", linkageName: "i32.load8_s", scope: null, file: !3, line: 139, type: !5, scopeLine: 139, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 142, scope: !4)
!8 = !DILocation(line: 145, scope: !4)
!9 = distinct !DISubprogram(name: "i32.load8_u", linkageName: "i32.load8_u", scope: null, file: !3, line: 147, type: !5, scopeLine: 147, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 150, scope: !9)
!11 = !DILocation(line: 153, scope: !9)
!12 = distinct !DISubprogram(name: "i32.load16_s", linkageName: "i32.load16_s", scope: null, file: !3, line: 155, type: !5, scopeLine: 155, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 158, scope: !12)
!14 = !DILocation(line: 161, scope: !12)
!15 = distinct !DISubprogram(name: "i32.load", linkageName: "i32.load", scope: null, file: !3, line: 163, type: !5, scopeLine: 163, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 166, scope: !15)
!17 = !DILocation(line: 169, scope: !15)
!18 = distinct !DISubprogram(name: "i64.load", linkageName: "i64.load", scope: null, file: !3, line: 171, type: !5, scopeLine: 171, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 174, scope: !18)
!20 = !DILocation(line: 177, scope: !18)
!21 = distinct !DISubprogram(name: "i64.load32_u", linkageName: "i64.load32_u", scope: null, file: !3, line: 179, type: !5, scopeLine: 179, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 182, scope: !21)
!23 = !DILocation(line: 185, scope: !21)
!24 = distinct !DISubprogram(name: "f32.load", linkageName: "f32.load", scope: null, file: !3, line: 187, type: !5, scopeLine: 187, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 190, scope: !24)
!26 = !DILocation(line: 193, scope: !24)
!27 = distinct !DISubprogram(name: "m_i32_load8_s", linkageName: "m_i32_load8_s", scope: null, file: !3, line: 139, type: !5, scopeLine: 139, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 139, scope: !27)
!29 = distinct !DISubprogram(name: "m_i32_load8_u", linkageName: "m_i32_load8_u", scope: null, file: !3, line: 147, type: !5, scopeLine: 147, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!30 = !DILocation(line: 147, scope: !29)
!31 = distinct !DISubprogram(name: "m_i32_load16_s", linkageName: "m_i32_load16_s", scope: null, file: !3, line: 155, type: !5, scopeLine: 155, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 155, scope: !31)
!33 = distinct !DISubprogram(name: "m_i32_load", linkageName: "m_i32_load", scope: null, file: !3, line: 163, type: !5, scopeLine: 163, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!34 = !DILocation(line: 163, scope: !33)
!35 = distinct !DISubprogram(name: "m_i64_load", linkageName: "m_i64_load", scope: null, file: !3, line: 171, type: !5, scopeLine: 171, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!36 = !DILocation(line: 171, scope: !35)
!37 = distinct !DISubprogram(name: "m_i64_load32_u", linkageName: "m_i64_load32_u", scope: null, file: !3, line: 179, type: !5, scopeLine: 179, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!38 = !DILocation(line: 179, scope: !37)
!39 = distinct !DISubprogram(name: "m_f32_load", linkageName: "m_f32_load", scope: null, file: !3, line: 187, type: !5, scopeLine: 187, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!40 = !DILocation(line: 187, scope: !39)
!41 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!42 = !DILocation(line: 0, scope: !41)
